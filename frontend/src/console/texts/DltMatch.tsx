import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import { compare, type Piece } from "./dlt";

interface Props {
  written: string;
  registered: string;
  locale: string;
}

/** The SMS and the registered text below each other, with what differs marked. */
export function DltMatch({ written, registered, locale }: Props) {
  const match = compare(written, registered);
  return (
    <div className="dlt-match">
      <p role="status" className={match.matches ? "fine" : "wrong"}>
        {match.matches
          ? i18n.t("It matches the registered text to the letter.")
          : i18n.t("It differs from the registered text where it is marked.")}
      </p>
      {!match.matches && (
        <dl>
          <dt>{i18n.t("Yours")}</dt>
          <dd lang={langOf(written, locale)}>
            <Pieces of={match.written} />
          </dd>
          <dt>{i18n.t("Registered")}</dt>
          <dd lang={langOf(registered, locale)}>
            <Pieces of={match.registered} />
          </dd>
        </dl>
      )}
    </div>
  );
}

function Pieces({ of }: { of: readonly Piece[] }) {
  return of.map(({ kind, text }, place) => {
    const key = `${place} ${text}`;
    if (kind === "different") return <mark key={key}>{text}</mark>;
    return kind === "field" ? <code key={key}>{text}</code> : <span key={key}>{text}</span>;
  });
}
