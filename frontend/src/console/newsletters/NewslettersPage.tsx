import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { langOf } from "../../thread/words";
import { Refused } from "../api/problem";
import { useCommands } from "../keys/commands";
import { may, useMe } from "../session/session";
import { BackButton } from "../shell/BackButton";
import { go, usePlace } from "../shell/place";
import { NewsletterForm } from "./NewsletterForm";
import { NewsletterList } from "./NewsletterList";
import { NEWSLETTER_KEYS, newsletterDesk } from "./newsletters";
import { OneNewsletter } from "./OneNewsletter";
import "./newsletters.css";
import { Failed } from "../shell/Failed";
import { NavButton } from "../shell/NavButton";

const NEW = "new";
const toList = () => go({ rest: "", asked: "" });

/** What customers can subscribe to in the chat: all of it, one of it, or one that is begun. */
export function NewslettersPage() {
  const { rest } = usePlace();
  return (
    <main className="page letters" aria-label={i18n.t("Newsletters")}>
      {rest === "" ? <All /> : rest === NEW ? <New /> : <One key={rest} rest={rest} />}
    </main>
  );
}

function All() {
  const me = useMe();
  const all = useQuery({ queryKey: NEWSLETTER_KEYS.list, queryFn: newsletterDesk.list });
  return (
    <>
      <header className="letters-head">
        <NavButton />
        <h1>{i18n.t("Newsletters")}</h1>
        {may(me, "broadcasts.write") && (
          <button type="button" className="primary" onClick={() => go({ rest: NEW })}>
            {i18n.t("New newsletter")}
          </button>
        )}
      </header>
      <p className="quiet">
        {i18n.t(
          "A newsletter is news that customers ask for by its name: a tap in the chat subscribes, another ends it.",
        )}
      </p>
      {all.isError && !all.data ? (
        <Failed error={all.error} retry={() => void all.refetch()} />
      ) : (
        <NewsletterList of={all.data} />
      )}
    </>
  );
}

function New() {
  useCommands({ back: toList });
  return (
    <>
      <header className="letters-head">
        <BackButton name={i18n.t("All newsletters")} back={toList} />
        <h1>{i18n.t("New newsletter")}</h1>
      </header>
      <NewsletterForm of={null} kept={({ id }) => go({ rest: String(id) }, true)} cancel={toList} />
    </>
  );
}

function One({ rest }: { rest: string }) {
  const id = /^[1-9]\d{0,15}$/.test(rest) ? Number(rest) : 0;
  const found = useQuery({
    queryKey: NEWSLETTER_KEYS.one(id),
    queryFn: () => newsletterDesk.read(id),
    enabled: id > 0,
    retry: (times, error) => times < 2 && !(error instanceof Refused && error.status === 404),
  });
  useCommands({ back: toList });
  const gone = id === 0 || (found.error instanceof Refused && found.error.status === 404);
  const name = found.data?.name;
  return (
    <>
      <header className="letters-head">
        <BackButton name={i18n.t("All newsletters")} back={toList} />
        <h1 lang={name && langOf(name, "en")}>{name ?? i18n.t("Newsletter")}</h1>
        {found.data?.ended_at && <span className="chip">{i18n.t("Closed")}</span>}
      </header>
      {gone && <p className="empty">{i18n.t("There is no such newsletter.")}</p>}
      {!gone && found.isError && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.data && <OneNewsletter of={found.data} />}
      {found.isLoading && <p role="status">{i18n.t("Loading")}</p>}
    </>
  );
}
