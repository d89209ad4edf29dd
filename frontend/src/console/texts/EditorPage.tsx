import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Refused } from "../api/problem";
import { toStep } from "../broadcasts/where";
import { useCommands } from "../keys/commands";
import { may, useMe } from "../session/session";
import { BackButton } from "../shell/BackButton";
import { dateAndClock } from "../words/moments";
import { TEXT_KEYS, type Text, texts } from "./calls";
import { DropText } from "./DropText";
import { TextEditor } from "./TextEditor";
import { UseInBroadcast } from "./UseInBroadcast";
import { WithWhatsApp } from "./WithWhatsApp";
import { type From, toText, toTexts } from "./where";
import { isWaiting } from "./words";

const LOOK_AGAIN = 3000;

function Frame({ title, from, children }: { title: string; from: From | null; children?: ReactNode }) {
  const back = from ? () => toStep(from.broadcast, "what") : toTexts;
  useCommands({ back });
  return (
    <main className="page texts" aria-label={title}>
      <header className="texts-head">
        <BackButton name={from ? i18n.t("Back to the broadcast") : i18n.t("All texts")} back={back} />
        <h1>{title}</h1>
      </header>
      {children}
    </main>
  );
}

/** A text that is not kept yet. */
export function NewText({ from }: { from: From | null }) {
  const queries = useQueryClient();
  const saved = (now: Text) => {
    queries.setQueryData(TEXT_KEYS.one(now.id), now);
    toText(now.id, from, true);
  };
  return (
    <Frame title={i18n.t("New text")} from={from}>
      <TextEditor of={null} saved={saved} />
    </Frame>
  );
}

/** A text as it is kept: written on, or left as it is once WhatsApp was shown it. */
export function OneText({ id, from }: { id: number; from: From | null }) {
  const me = useMe();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: TEXT_KEYS.one(id),
    queryFn: () => texts.read(id),
    refetchInterval: ({ state }) => (state.data && isWaiting(state.data) ? LOOK_AGAIN : false),
  });
  const [again, setAgain] = useState(false);
  const { data: of, error } = found;
  if (!of)
    return error ? (
      <Missing error={error} from={from} retry={() => void found.refetch()} />
    ) : (
      <Frame title="…" from={from} />
    );
  const keep = (now: Text) => {
    queries.setQueryData(TEXT_KEYS.one(now.id), now);
    void queries.invalidateQueries({ queryKey: TEXT_KEYS.all });
    if (now.id !== id) toText(now.id, from, true);
  };
  const mayWrite = may(me, "broadcasts.write");
  const open = mayWrite && of.newer_id === null && (!of.fixed || again);
  return (
    <Frame title={of.name} from={from}>
      {of.newer_id !== null && (
        <p className="hint-line">
          {i18n.t("It has become another text.")}{" "}
          <button type="button" className="link" onClick={() => of.newer_id && toText(of.newer_id, from)}>
            {i18n.t("To the newer one")}
          </button>
        </p>
      )}
      {of.newer_id === null && of.fixed && (
        <p className="hint-line">
          {of.pushed_at
            ? i18n.t("WhatsApp was shown it on {when}: it stays as it is.", { when: dateAndClock(of.pushed_at) })
            : i18n.t("It was sent: it stays as it is.")}{" "}
          {mayWrite && !again && (
            <button type="button" className="plain" onClick={() => setAgain(true)}>
              {i18n.t("Copy it as a new one")}
            </button>
          )}
          {again && i18n.t("What you save now becomes a new text, which WhatsApp is shown again.")}
        </p>
      )}
      {from && <UseInBroadcast text={of} from={from} />}
      <TextEditor key={`${of.id} ${open}`} of={of} fixed={!open} saved={keep}>
        <WithWhatsApp of={of} keep={keep} may={mayWrite && of.newer_id === null} />
      </TextEditor>
      {mayWrite && of.newer_id === null && <DropText of={of} />}
    </Frame>
  );
}

function Missing({ error, from, retry }: { error: Error; from: From | null; retry: () => void }) {
  const gone = error instanceof Refused && error.status === 404;
  return (
    <Frame title={i18n.t("Texts")} from={from}>
      <div className="empty" role="alert">
        <p>{gone ? i18n.t("There is no such text any more.") : error.message || i18n.t("Dastak does not answer")}</p>
        <button type="button" className="plain" onClick={gone ? toTexts : retry}>
          {gone ? i18n.t("All texts") : i18n.t("Try again")}
        </button>
      </div>
    </Frame>
  );
}
