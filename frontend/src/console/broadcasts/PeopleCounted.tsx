import { i18n } from "@lingui/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { langOf } from "../../thread/words";
import { calledOf } from "../customers/people";
import { go } from "../shell/place";
import { LOCALE_CHIPS, localeName } from "../words/locales";
import { allowanceSaid, BEYOND, beyondSaid } from "./allowance";
import { BROADCAST_KEYS, calls, type Outlook, type Person } from "./calls";
import { count } from "./words";

/** What a draft would come to now, for whoever shows it or waits for it. */
export const outlookOf = (id: number) => ({
  queryKey: BROADCAST_KEYS.outlook(id),
  queryFn: () => calls.outlook(id),
});

/** Return what a draft would come to now: counted anew when it changes. */
export const useOutlook = (id: number) => useQuery({ ...outlookOf(id), placeholderData: keepPreviousData });

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
      <LeftOut of={data} id={id} />
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
export function LeftOut({ of, id }: { of: Outlook; id: number }) {
  const [open, setOpen] = useState("");
  if (of.people === 0) return <p className="hint-line">{i18n.t("Nobody is in it now.")}</p>;
  if (of.left_out.length + of.beyond === 0) return <p className="quiet">{i18n.t("Nobody of them is left out.")}</p>;
  return (
    <div>
      <h2>{i18n.t("Who of them does not get it")}</h2>
      <ul className="left-out">
        {of.left_out.map((one) => (
          <li key={one.reason}>
            <details onToggle={(event) => setOpen(event.currentTarget.open ? one.reason : "")}>
              <summary>
                <b>{count(one.count)}</b> {one.says}
              </summary>
              <p className="quiet">{one.advice}</p>
              {open === one.reason && <Excluded id={id} reason={one.reason} />}
            </details>
          </li>
        ))}
        {of.beyond > 0 && (
          <li data-beyond={of.beyond}>
            <details onToggle={(event) => setOpen(event.currentTarget.open ? BEYOND : "")}>
              <summary>{beyondSaid(of)}</summary>
              <p className="quiet">{allowanceSaid(of.allowance)}</p>
              {open === BEYOND && <Excluded id={id} reason={BEYOND} />}
            </details>
          </li>
        )}
      </ul>
      {of.looked < of.people && (
        <p className="quiet">
          {i18n.t("The first {looked} of them were looked at so far.", { looked: count(of.looked) })}
        </p>
      )}
    </div>
  );
}

/** The people who are left out for a reason. */
function Excluded({ id, reason }: { id: number; reason: string }) {
  const list = useInfiniteQuery({
    queryKey: BROADCAST_KEYS.excluded(id, reason),
    queryFn: ({ pageParam }) => calls.excluded(id, reason, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  if (list.error) return <p className="wrong">{list.error.message}</p>;
  if (!list.data) return <p role="status">{i18n.t("One moment…")}</p>;
  return (
    <>
      <ul className="some-people">
        {list.data.pages
          .flatMap((page) => page.people)
          .map((one) => (
            <PersonLine key={one.id} of={one} />
          ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" className="link" onClick={() => void list.fetchNextPage()}>
          {i18n.t("Show more")}
        </button>
      )}
    </>
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
