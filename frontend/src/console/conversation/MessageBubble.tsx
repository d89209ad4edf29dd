import { i18n } from "@lingui/core";
import { lazy, Suspense, useState } from "react";
import { Bubble } from "../../thread/Bubble";
import { Tick } from "../../thread/icons";
import type { ConversationWhole, MessageItem, Staff, TimelineItem } from "../api/shapes";
import { writer } from "../inbox/Row";
import { learn } from "../words/i18n";
import { clock, dateAndClock } from "../words/moments";
import { Failure } from "./Failure";
import { SendNow } from "./SendNow";
import { follows, isMine, statusOf, toBubble } from "./showing";
import { takeBack } from "./takeBack";
import type { Actions } from "./useActions";

const WhyBox = lazy(async () => {
  const [found] = await Promise.all([import("../teaching/WhyBox"), learn("teaching")]);
  return { default: found.WhyBox };
});

interface Props {
  of: MessageItem;
  before: TimelineItem | undefined;
  conversation: ConversationWhole;
  staff: readonly Staff[];
  actions: Actions;
}

const ENDED = new Set(["canceled", "expired"]);
const ignore = () => undefined;

export function MessageBubble({ of, before, conversation, staff, actions }: Props) {
  const [shown, setShown] = useState(false);
  const [asked, setAsked] = useState(false);
  if (of.withheld && !shown) {
    return (
      <p className="event withheld">
        {i18n.t("Withheld: the assistant had an answer, and somebody took over.")}{" "}
        <button type="button" className="link" onClick={() => setShown(true)}>
          {i18n.t("Show it")}
        </button>
      </p>
    );
  }
  const grouped = follows(of, before);
  const name = writer(of.author, of.staff_id, staff);
  const who = grouped ? null : name;
  const alt = i18n.t("Picture from {who}, {when}", {
    who: name ?? (conversation.name || i18n.t("the customer")),
    when: dateAndClock(of.at),
  });
  const missing = of.media.filter((file) => !file.url);
  return (
    <div className={`said ${of.author} ${of.withheld || ENDED.has(of.state) ? "ended" : ""}`}>
      <Bubble
        message={toBubble(of, conversation.channel, alt)}
        quoted={undefined}
        locale={of.locale ?? conversation.locale ?? "en"}
        grouped={grouped}
        used={undefined}
        tap={ignore}
        openList={ignore}
        head={
          <>
            {who && <p className="writer">{who}</p>}
            {of.template && <p className="writer">{i18n.t("Template")}</p>}
            {missing.map((file) => (
              <p key={file.id} className="no-file">
                {file.state === "waiting" ? i18n.t("A file, on its way here") : i18n.t("A file that was not kept")}
              </p>
            ))}
          </>
        }
        foot={<Foot of={of} conversation={conversation} asked={asked} ask={() => setAsked(!asked)} />}
      />
      <Suspense>{asked && <WhyBox conversation={conversation.id} message={of.id} />}</Suspense>
      {of.failure && <Failure of={of.failure} retry={() => void actions.retry(of.id)} />}
      {of.state === "held" && of.because === "customer_wrote" && (
        <SendNow send={() => void actions.retry(of.id)} cancel={() => void takeBack(conversation.id, of.id)} />
      )}
    </div>
  );
}

interface FootProps extends Pick<Props, "of" | "conversation"> {
  asked: boolean;
  ask: () => void;
}

function Foot({ of, conversation, asked, ask }: FootProps) {
  const later = of.due_at && of.state === "queued" && Date.parse(of.due_at) - Date.parse(of.at) > 60_000;
  return (
    <footer>
      {of.withheld && <b>{i18n.t("withheld")}</b>}
      {ENDED.has(of.state) && !of.withheld && <b>{i18n.t("not sent")}</b>}
      {of.state === "held" && <b>{i18n.t("held")}</b>}
      {of.due_at && later && (
        <>
          <b>{i18n.t("will be sent {when}", { when: dateAndClock(of.due_at) })}</b>
          <button type="button" className="link" onClick={() => takeBack(conversation.id, of.id)}>
            {i18n.t("Cancel")}
          </button>
        </>
      )}
      {of.author === "assistant" && (
        <button type="button" className="link" aria-expanded={asked} onClick={ask}>
          {i18n.t("Why?")}
        </button>
      )}
      <time dateTime={of.at}>{clock(of.at)}</time>
      {isMine(of) && !of.withheld && statusOf(of) !== "received" && !of.failure && <Tick status={statusOf(of)} />}
    </footer>
  );
}
