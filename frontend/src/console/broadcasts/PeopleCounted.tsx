import { i18n } from "@lingui/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { langOf } from "../../thread/words";
import { calledOf } from "../customers/people";
import { leftOutOf } from "../inbox/manyWords";
import { go } from "../shell/place";
import { LOCALE_CHIPS, localeName } from "../words/locales";
import { BROADCAST_KEYS, calls, type Outlook, type Person } from "./calls";
import { count } from "./words";

/** Return what a draft would come to now: counted anew when it changes. */
export const useOutlook = (id: number) =>
  useQuery({
    queryKey: BROADCAST_KEYS.outlook(id),
    queryFn: () => calls.outlook(id),
    placeholderData: keepPreviousData,
  });

/** How many a draft goes to, who of them is left out and why, and ten of them. */
export function PeopleCounted({ id }: { id: number }) {
  const { data, error, isFetching } = useOutlook(id);
  if (error && !data) return <p className="wrong">{error.message}</p>;
  if (!data) return <p role="status">{i18n.t("Counting…")}</p>;
  return (
    <div className="counted" aria-busy={isFetching}>
      <p className="counted-number" role="status">
        {i18n.t("{n, plural, one {# person is in it} other {# people are in it}}", { n: data.people })}
      </p>
      <LeftOut of={data} />
      {data.sample.length > 0 && (
        <>
          <h2>{i18n.t("Some of them")}</h2>
          <ul className="some-people">
            {data.sample.map((one) => (
              <PersonLine key={one.id} of={one} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Who of the people would not get it now, by reason. */
export function LeftOut({ of }: { of: Outlook }) {
  if (of.people === 0) return <p className="hint-line">{i18n.t("Nobody is in it now.")}</p>;
  if (of.left_out.length === 0) return <p className="quiet">{i18n.t("Nobody of them is left out.")}</p>;
  return (
    <div>
      <h2>{i18n.t("Who of them does not get it")}</h2>
      <ul className="left-out">
        {of.left_out.map((one) => (
          <li key={one.reason}>{leftOutOf(one)}</li>
        ))}
      </ul>
      {of.looked < of.people && (
        <p className="quiet">
          {i18n.t("The first {looked} of them were looked at so far.", { looked: count(of.looked) })}
        </p>
      )}
    </div>
  );
}

export function PersonLine({ of }: { of: Person }) {
  const name = calledOf(of);
  return (
    <li>
      <a
        href={`/console/customers/${of.id}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ page: "customers", rest: String(of.id), asked: "" });
        }}
        lang={langOf(name, of.locale ?? "en")}
      >
        {name}
      </a>
      {of.locale && (
        <abbr className="chip" title={localeName(of.locale)}>
          {LOCALE_CHIPS[of.locale] ?? of.locale}
        </abbr>
      )}
    </li>
  );
}
