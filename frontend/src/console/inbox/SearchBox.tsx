import { i18n } from "@lingui/core";
import { useRef, useState } from "react";
import { Icon } from "../../thread/icons";
import type { Understood } from "../api/shapes";
import { useCommands } from "../keys/commands";
import { withKey } from "../keys/table";
import { dialogOpen } from "../shell/panes";
import { go, usePlace } from "../shell/place";

/** Words and operators; what was understood stands below as chips that can be taken away. */
export function SearchBox({
  query,
  understood = [],
}: {
  query: string;
  understood: readonly Understood[] | undefined;
}) {
  const [typed, setTyped] = useState(query);
  const { view } = usePlace();
  const box = useRef<HTMLInputElement>(null);
  useCommands({ search: () => box.current?.focus() });
  const search = (text: string) =>
    go({ query: text.trim(), id: null, folder: text.trim() ? "all" : "waiting", view: null });
  return (
    <search className="search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(typed);
        }}
      >
        <Icon name="search" />
        <input
          ref={box}
          type="search"
          value={typed}
          aria-label={i18n.t("Search")}
          title={withKey("search")}
          placeholder={i18n.t("Search: name, words, order, is:late …")}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.currentTarget.blur();
            if (query) search("");
          }}
        />
      </form>
      {query && (
        <ul className="search-chips" aria-label={i18n.t("Searched for")}>
          {understood.map((one) => (
            <li key={one.text}>
              <button
                type="button"
                aria-label={i18n.t("Search without {text}", { text: one.text })}
                onClick={() => search(query.replace(one.text, ""))}
              >
                {one.text} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
          {!view && (
            <li>
              <button type="button" onClick={() => dialogOpen.set("views")}>
                {i18n.t("Keep as a view")}
              </button>
            </li>
          )}
          <li>
            <button type="button" onClick={() => search("")}>
              {i18n.t("Clear")}
            </button>
          </li>
        </ul>
      )}
    </search>
  );
}
