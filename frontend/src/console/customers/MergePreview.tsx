import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { localeName } from "../words/locales";
import { birthdaySaid } from "./birthdays";
import { calledOf, type Foreseen, people } from "./people";
import { movedSaid, standSaid } from "./words";

interface Props {
  of: number;
  other: number;
  back: () => void;
  isPending: boolean;
  agree: () => void;
}

/** What two customers come to as one; a second click does it. */
export function MergePreview({ of, other, back, isPending, agree }: Props) {
  const [sure, setSure] = useState(false);
  const queryKey = ["customer", of, "merge", other];
  const foreseen = useQuery({ queryKey, queryFn: () => people.foresee(of, other), staleTime: 0 });
  const told = foreseen.data;
  return (
    <div className="dialog-form merge-preview" aria-busy={foreseen.isPending}>
      {foreseen.isError && (
        <p className="wrong" role="alert">
          {foreseen.error.message}
        </p>
      )}
      {told && <Facts of={told} />}
      {told && <p className="wrong">{i18n.t("Nobody can take this back: which of it was whose is not kept.")}</p>}
      <p className="dialog-buttons">
        <button type="button" className="plain" onClick={back}>
          {i18n.t("Somebody else")}
        </button>
        {told && (
          <button
            type="button"
            className="primary danger"
            disabled={isPending}
            onClick={() => (sure ? agree() : setSure(true))}
          >
            {sure ? i18n.t("Yes, make them one for good") : i18n.t("Make them one")}
          </button>
        )}
      </p>
    </div>
  );
}

function Facts({ of }: { of: Foreseen }) {
  const name = of.name || calledOf(of.kept);
  const facts: [string, string | false | null][] = [
    [i18n.t("Name"), name],
    [i18n.t("Phone"), of.phones.join(", ")],
    ["WhatsApp", of.handles.join(", ")],
    [i18n.t("Language"), of.locale && localeName(of.locale)],
    [i18n.t("Birthday"), of.birthday && birthdaySaid(of.birthday)],
    [i18n.t("Comes over"), movedSaid(of.moved) || i18n.t("nothing but who they are")],
  ];
  const said = of.consents.filter((one) => one.agreed !== null);
  return (
    <>
      <p>
        <b lang={langOf(calledOf(of.other), "en")}>{calledOf(of.other)}</b> →{" "}
        <b lang={langOf(calledOf(of.kept), "en")}>{calledOf(of.kept)}</b>
      </p>
      <dl className="facts">
        {facts.map(([what, value]) => value && <Fact key={what} name={what} value={value} />)}
        {said.map((one) => (
          <Fact key={`${one.channel} ${one.purpose}`} {...standSaid(one)} />
        ))}
      </dl>
      {said.some((one) => one.agreed === false) && <p className="quiet">{i18n.t("A no of either stays a no.")}</p>}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
