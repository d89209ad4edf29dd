import { i18n } from "@lingui/core";
import { dateAndClock } from "../words/moments";
import type { Parcel } from "./customer";
import { stage } from "./words";

const AT_ONCE = 3;

/** What a courier said of a parcel, the newest first; the older ones on demand. */
export function Sightings({ of }: { of: Parcel }) {
  const told = of.sightings.filter((one) => one.milestone);
  const line = (one: Parcel["sightings"][number]) => (
    <li key={`${one.milestone} ${one.at}`}>
      <b>{stage(one.milestone)}</b> {one.place && <span>{one.place}</span>}
      <time dateTime={one.at}>{dateAndClock(one.at)}</time>
    </li>
  );
  return (
    <div className="parcel">
      <p>
        {[of.courier, of.tracking_number].filter(Boolean).join(" · ")}{" "}
        {of.tracking_url && (
          <a href={of.tracking_url} target="_blank" rel="noopener noreferrer">
            {i18n.t("Courier's page")}
          </a>
        )}
      </p>
      <ol className="sightings">{told.slice(0, AT_ONCE).map(line)}</ol>
      {told.length > AT_ONCE && (
        <details>
          <summary>{i18n.t("{n} more", { n: told.length - AT_ONCE })}</summary>
          <ol className="sightings">{told.slice(AT_ONCE).map(line)}</ol>
        </details>
      )}
    </div>
  );
}
