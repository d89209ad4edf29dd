import { i18n } from "@lingui/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { langOf } from "../../thread/words";
import { Refused } from "../api/problem";
import { calledOf } from "../customers/people";
import { count } from "../receipt/words";
import { go } from "../shell/place";
import { useNames } from "./context";
import { type RuleCounted, SEGMENT_KEYS, segmentDesk } from "./segments";
import { fromRule, type Rule } from "./tree";
import { useSettled } from "./useSettled";
import { sayNode } from "./words";

const PAUSE = 400;

/** Return how many a rule means, as far as that was counted. */
export function countSaid({ count: all, more_than: more }: Pick<RuleCounted, "count" | "more_than">): string {
  if (all !== null) return i18n.t("{n, plural, one {# customer} other {# customers}}", { n: all });
  return more === null ? i18n.t("Too many to count in time") : i18n.t("More than {n} customers", { n: count(more) });
}

/** Ask whom a rule means once it has stood still for a moment; null while it is not whole. */
export function useCount(rule: Rule | null) {
  const settled = useSettled(rule === null ? "" : JSON.stringify(rule), PAUSE);
  const asked = settled === "" ? null : (JSON.parse(settled) as Rule);
  return useQuery({
    queryKey: SEGMENT_KEYS.count(asked ?? { all: [] }),
    queryFn: () => segmentDesk.count(asked ?? { all: [] }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The sentence of a rule, in the console's language. */
export function useSentence(rule: Rule, said: string | undefined): string {
  const root = fromRule(rule);
  const names = useNames([root]);
  return i18n.locale === "en" && said ? said : sayNode(root, names);
}

/** Whom a rule means while it is built: the sentence, how many, and ten of them. */
export function WhoFits({ rule, asked }: { rule: Rule | null; asked: ReturnType<typeof useCount> }) {
  const { data, isFetching, error } = asked;
  const refused = error instanceof Refused && error.status === 422;
  return (
    <section className="who-fits" aria-label={i18n.t("Whom it means")} aria-busy={isFetching}>
      <p className="head-count" role="status">
        {rule === null
          ? i18n.t("Fill in what is missing, and they are counted.")
          : data && !error
            ? countSaid(data)
            : refused
              ? i18n.t("Something is wrong with the rule, as is said there.")
              : error
                ? error.message || i18n.t("Dastak does not answer")
                : i18n.t("Counting…")}
      </p>
      {rule !== null && <Sentence rule={rule} said={data?.sentence} />}
      {rule !== null && data && data.sample.length > 0 && (
        <>
          <h3>{i18n.t("The newest of them")}</h3>
          <ul>
            {data.sample.map((one) => (
              <li key={one.id} data-sample={one.id}>
                <a
                  href={`/console/customers/${one.id}`}
                  lang={langOf(calledOf(one), one.locale ?? "en")}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey) return;
                    event.preventDefault();
                    go({ page: "customers", rest: String(one.id), asked: "" });
                  }}
                >
                  {calledOf(one)}
                </a>
                <small className="quiet">{one.phones[0] ?? one.handles[0] ?? i18n.t("no number")}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Sentence({ rule, said }: { rule: Rule; said: string | undefined }) {
  return <p className="rule-said">{useSentence(rule, said)}</p>;
}
