import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { Failed } from "../../shell/Failed";
import { complain, tell } from "../../shell/toasts";
import { CONNECTIONS, KEPT, type Kept, type KeptKind, replay, useKept, useKeptBody } from "./calls";
import { KeptBody, KeptGroup, KeptOne } from "./KeptParts";

/** What could not be applied: by kind and reason, one by one, and once more. */
export function KeptEvents() {
  const kept = useKept();
  if (kept.isError && !kept.data) return <Failed error={kept.error} retry={() => void kept.refetch()} />;
  if (!kept.data) return <div aria-busy="true" />;
  const [first] = kept.data.pages;
  const events = kept.data.pages.flatMap((page) => page.events);
  if (events.length === 0)
    return <p className="empty">{i18n.t("Everything that came could be applied. Nothing is left to do.")}</p>;
  return (
    <>
      <p className="quiet">
        {i18n.t(
          "Mend what is named, at the shop or here, then apply it once more: what was done before is not done twice. Bodies are kept for 30 days.",
        )}
      </p>
      <ul className="kept-kinds">
        {first?.kinds.map((one) => (
          <KindRow key={`${one.connection_id} ${one.topic} ${one.reason}`} of={one} />
        ))}
      </ul>
      <h2>{i18n.t("One by one")}</h2>
      <ul className="kept-events">
        {events.map((one) => (
          <EventRow key={one.id} of={one} />
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

function useReplay() {
  const queries = useQueryClient();
  return (body: Parameters<typeof replay>[0]) =>
    replay(body).then(({ waiting }) => {
      tell({ text: i18n.t("{count} are applied once more", { count: waiting }), seconds: 5 });
      void queries.invalidateQueries({ queryKey: KEPT });
      void queries.invalidateQueries({ queryKey: CONNECTIONS });
    }, complain);
}

function KindRow({ of }: { of: KeptKind }) {
  const again = useReplay();
  const { connection_id, topic, reason } = of;
  return (
    <KeptGroup
      title={i18n.t("{count} of {kind}: {topic}", { count: of.count, kind: of.kind, topic })}
      reason={reason}
      newest={of.newest}
      say={i18n.t("Apply all of these once more")}
      again={() => void again({ all_of: { connection_id, topic, reason } })}
    />
  );
}

function EventRow({ of }: { of: Kept }) {
  const again = useReplay();
  return (
    <KeptOne
      title={`${of.kind} ${of.topic}`}
      at={of.received_at}
      reason={of.reason}
      say={i18n.t("Apply it once more")}
      again={() => void again({ ids: [of.id] })}
    >
      <EventBody id={of.id} />
    </KeptOne>
  );
}

function EventBody({ id }: { id: number }) {
  const { data } = useKeptBody(id);
  if (!data) return <div aria-busy="true" />;
  return <KeptBody hidden={data.hidden} text={data.body || i18n.t("The body was forgotten after 30 days.")} />;
}
