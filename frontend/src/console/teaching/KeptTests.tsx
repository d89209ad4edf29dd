import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { langOf } from "../../thread/words";
import { complain } from "../shell/toasts";
import { KEYS, teaching } from "./calls";
import { Fetched } from "./Fetched";
import { meaning } from "./meanings";

/** Conversations that every new model reads before it answers anybody. */
export function KeptTests() {
  const found = useQuery({ queryKey: KEYS.tests, queryFn: teaching.tests });
  const queries = useQueryClient();
  const drop = (id: number) =>
    teaching.dropTest(id).then(() => queries.invalidateQueries({ queryKey: KEYS.tests }), complain);
  return (
    <Fetched of={found}>
      {(tests) =>
        tests.length === 0 ? (
          <p className="empty">
            {i18n.t(
              "None yet. In a conversation that went well, choose “Keep as a test” under More: no training may change it.",
            )}
          </p>
        ) : (
          <ul className="wrong-groups">
            {tests.map((one) => (
              <li key={one.id}>
                <details>
                  <summary>
                    <b>{one.name}</b>{" "}
                    <span className="quiet">{i18n.t("{count} messages", { count: one.steps.length })}</span>
                  </summary>
                  <ol className="kept-steps">
                    {one.steps.map((step, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
                      <li key={place}>
                        <span lang={langOf(step.text, step.locale)}>{step.text}</span> → <b>{meaning(step.intent)}</b>
                      </li>
                    ))}
                  </ol>
                </details>
                <button type="button" className="plain" onClick={() => void drop(one.id)}>
                  {i18n.t("Keep no longer")}
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </Fetched>
  );
}
