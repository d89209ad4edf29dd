import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import { go } from "../shell/place";
import type { Newsletter } from "./newsletters";
import { issuesSaid, peopleSaid, subscribersSaid } from "./words";

/** All newsletters, each with how many get it, who these are, and its last and next issue. */
export function NewsletterList({ of }: { of: readonly Newsletter[] | undefined }) {
  if (of === undefined) return <p role="status">{i18n.t("Loading")}</p>;
  if (of.length === 0) {
    return (
      <div className="empty">
        <h2>{i18n.t("No newsletter yet")}</h2>
        <p>
          {i18n.t(
            "Begin with one like “New sarees”: you get a link and a code for your site and your parcels, and whoever subscribes gets what you send to it.",
          )}
        </p>
      </div>
    );
  }
  return (
    <ul className="letter-list" aria-label={i18n.t("Newsletters")}>
      {of.map((one) => (
        <li key={one.id} data-newsletter={one.id} className={one.ended_at ? "closed" : ""}>
          <a
            href={`/console/newsletters/${one.id}`}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              go({ rest: String(one.id) });
            }}
          >
            <b lang={langOf(one.name, "en")}>{one.name}</b>
            {one.ended_at && <span className="chip">{i18n.t("Closed")}</span>}
            <span className="letter-people">{peopleSaid(one.people)}</span>
            <span className="quiet">{subscribersSaid(one.subscribers)}</span>
            <span className="quiet">{issuesSaid(one)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
