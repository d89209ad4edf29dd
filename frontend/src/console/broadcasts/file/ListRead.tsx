import { i18n } from "@lingui/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { complain } from "../../shell/toasts";
import { count } from "../words";
import { lists, type PeopleList } from "./calls";
import { isAtWork } from "./useList";
import { consentSaid, faultSaid } from "./words";

interface Props {
  of: PeopleList;
  keep: (list: PeopleList) => void;
  leave: () => void;
  isChosen: boolean;
  choose: () => void;
}

/** A list that was uploaded: how far it is, what is wrong with its rows, and the button that accepts the rest. */
export function ListRead({ of, keep, leave, isChosen, choose }: Props) {
  const accept = useMutation({ mutationFn: () => lists.accept(of.id), onSuccess: keep, onError: complain });
  const drop = useMutation({ mutationFn: () => lists.drop(of.id), onSuccess: leave, onError: complain });
  const chosen = useRef(isChosen);
  useEffect(() => {
    if (of.state !== "accepted" || chosen.current) return;
    chosen.current = true; // once: who takes another list back has it
    choose();
  }, [of.state, choose]);
  const isBusy = accept.isPending || drop.isPending || isAtWork(of.state);
  return (
    <>
      <h2>{of.name}</h2>
      <Standing of={of} />
      {!of.coding.startsWith("utf") && (
        <p className="hint-line">
          {i18n.t("The file is not saved as “CSV UTF-8”: look whether the names in it are right.")}
        </p>
      )}
      <Faults of={of} />
      <div className="list-acts">
        {of.state === "read" && of.people > 0 && (
          <button type="button" className="primary" disabled={isBusy} onClick={() => accept.mutate()}>
            {i18n.t("Use {n, plural, one {# person} other {# people}}", { n: of.people })}
          </button>
        )}
        {of.state === "read" && (
          <button type="button" className="plain" disabled={isBusy} onClick={() => drop.mutate()}>
            {i18n.t("Forget it, and upload a mended file")}
          </button>
        )}
        {of.state === "accepted" && (
          <button type="button" className="plain" onClick={leave}>
            {i18n.t("Take another list")}
          </button>
        )}
      </div>
    </>
  );
}

function Standing({ of }: { of: PeopleList }) {
  const rows = count(of.rows);
  if (of.state === "reading") {
    return (
      <p role="status">
        {i18n.t("Reading: {n} of {rows} rows", { n: count(Math.min(of.read_to - 1, of.rows)), rows })}
        <progress max={of.rows} value={of.read_to - 1} aria-label={i18n.t("Rows that were read")} />
      </p>
    );
  }
  if (of.state === "accepting") {
    return <p role="status">{i18n.t("Its people become customers: {n} so far", { n: count(of.people) })}</p>;
  }
  if (of.state === "read") {
    return (
      <p role="status" className="counted-number">
        {i18n.t("{n} of {rows} rows can be used", { n: count(of.people), rows })}
      </p>
    );
  }
  return (
    <>
      <p role="status" className="counted-number">
        {i18n.t("{n, plural, one {# person, agreed} other {# people, agreed}}: {where}", {
          n: of.people,
          where: consentSaid(of.consent_source),
        })}
      </p>
      {of.newcomers > 0 && (
        <p className="quiet">{i18n.t("{n} of them were not your customers before.", { n: count(of.newcomers) })}</p>
      )}
      {of.stopped > 0 && (
        <p className="quiet">
          {i18n.t("{n} of them have said no to offers: that stands, whatever a list says.", { n: count(of.stopped) })}
        </p>
      )}
    </>
  );
}

/** Every row that cannot be used, the first hundred of them, as the spreadsheet numbers them. */
function Faults({ of }: { of: PeopleList }) {
  if (of.faults.length === 0) return null;
  const all = Object.values(of.wrong).reduce((sum, n) => sum + n, 0);
  return (
    <section className="list-faults">
      <h3>{i18n.t("{n, plural, one {# row is left out} other {# rows are left out}}", { n: all })}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{i18n.t("Row")}</th>
            <th scope="col">{i18n.t("What is wrong, and what to do")}</th>
          </tr>
        </thead>
        <tbody>
          {of.faults.map((one) => (
            <tr key={one.row}>
              <th scope="row">{one.row}</th>
              <td>{faultSaid(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {all > of.faults.length && <p className="quiet">{i18n.t("The first {n} are shown.", { n: of.faults.length })}</p>}
    </section>
  );
}
