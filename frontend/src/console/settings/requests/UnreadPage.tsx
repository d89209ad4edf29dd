import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { Failed } from "../../shell/Failed";
import { complain, tell } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { KeptBody, KeptGroup, KeptOne } from "../connections/KeptParts";
import { asText, readAgain, UNREAD, type Unread, type UnreadGroup, useUnread, useUnreadBody } from "./calls";

/** What Twilio sent and nobody could understand: by kind and reason, one by one, and once more. */
export function UnreadPage() {
  const kept = useUnread();
  if (kept.isError && !kept.data) return <Failed error={kept.error} retry={() => void kept.refetch()} />;
  if (!kept.data) return <div aria-busy="true" />;
  const [first] = kept.data.pages;
  const requests = kept.data.pages.flatMap((page) => page.requests);
  if (requests.length === 0)
    return (
      <p className="empty">
        {i18n.t(
          "Every message that came could be read. Should one ever name no sender, or a number that is not yours, it is kept here and not lost.",
        )}
      </p>
    );
  return (
    <>
      <p className="quiet">
        {i18n.t(
          "Mend what is named, for instance your number under Your shop, then read it once more: what came in before does not come in twice. What it says is kept for 30 days.",
        )}
      </p>
      <ul className="kept-kinds">
        {first?.groups.map((one) => (
          <GroupRow key={`${one.door} ${one.reason}`} of={one} />
        ))}
      </ul>
      <h2>{i18n.t("One by one")}</h2>
      <ul className="kept-events">
        {requests.map((one) => (
          <UnreadRow key={one.id} of={one} />
        ))}
      </ul>
      {kept.hasNextPage && (
        <button type="button" className="plain" onClick={() => void kept.fetchNextPage()}>
          {i18n.t("Older ones")}
        </button>
      )}
    </>
  );
}

const doorOf = (door: Unread["door"]) =>
  door === "message" ? i18n.t("Message of a customer") : i18n.t("News of a message you sent");

function useAgain() {
  const queries = useQueryClient();
  return (body: Parameters<typeof readAgain>[0]) =>
    readAgain(body).then(({ understood, not_understood }) => {
      tell({
        text: i18n.t("{understood} were read, {not_understood} still could not be", { understood, not_understood }),
        seconds: 6,
      });
      void queries.invalidateQueries({ queryKey: UNREAD });
    }, complain);
}

function GroupRow({ of }: { of: UnreadGroup }) {
  const again = useAgain();
  const { door, reason, count } = of;
  return (
    <KeptGroup
      title={`${doorOf(door)}: ${count}`}
      reason={reason}
      newest={of.newest}
      say={i18n.t("Read all of these once more")}
      again={() => void again({ all_of: { door, reason } })}
    />
  );
}

function UnreadRow({ of }: { of: Unread }) {
  const again = useAgain();
  return (
    <KeptOne
      title={of.sender ? i18n.t("From {sender}", { sender: of.sender }) : doorOf(of.door)}
      at={of.received_at}
      reason={of.reason}
      say={i18n.t("Read it once more")}
      again={() => void again({ ids: [of.id] })}
    >
      {of.tried_at && (
        <p className="hint-line">{i18n.t("Read once more in vain {when}", { when: dateAndClock(of.tried_at) })}</p>
      )}
      <UnreadBody id={of.id} />
    </KeptOne>
  );
}

function UnreadBody({ id }: { id: number }) {
  const { data } = useUnreadBody(id);
  if (!data) return <div aria-busy="true" />;
  const fields = Object.entries(data.fields);
  if (fields.length === 0) return <p className="hint-line">{i18n.t("The body was forgotten after 30 days.")}</p>;
  return (
    <>
      <KeptBody hidden={data.hidden} text={fields.map(([name, value]) => `${name}: ${value}`).join("\n")} />
      <a
        className="link"
        href={`data:text/plain;charset=utf-8,${encodeURIComponent(asText(data))}`}
        download={`request-${id}.txt`}
      >
        {i18n.t("Download")}
      </a>
    </>
  );
}
