import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { langOf } from "../../thread/words";
import { complain } from "../shell/toasts";
import { KEYS, teaching } from "./calls";
import { Fetched } from "./Fetched";
import { meaning } from "./meanings";

/** What the shop has taught, each with a way to take it back. */
export function Taught() {
  const found = useQuery({ queryKey: KEYS.examples, queryFn: teaching.examples });
  const queries = useQueryClient();
  const drop = (id: number) =>
    teaching.unteach(id).then(() => queries.invalidateQueries({ queryKey: KEYS.examples }), complain);
  return (
    <Fetched of={found}>
      {(examples) =>
        examples.length === 0 ? (
          <p className="empty">{i18n.t("Nothing yet. Begin with what it got wrong.")}</p>
        ) : (
          <ul className="taught-list">
            {examples.map((one) => (
              <li key={one.id}>
                <span lang={langOf(one.text, one.locale)}>{one.text}</span>
                <b>{one.topic ? one.topic.replaceAll("_", " ") : meaning(one.intent)}</b>
                <button type="button" className="plain" onClick={() => void drop(one.id)}>
                  {i18n.t("Take back")}
                </button>
              </li>
            ))}
          </ul>
        )
      }
    </Fetched>
  );
}
