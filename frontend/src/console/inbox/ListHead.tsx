import { i18n } from "@lingui/core";
import type { Understood } from "../api/shapes";
import { NavButton } from "../shell/NavButton";
import { go, type Sort, usePlace } from "../shell/place";
import { folderName } from "./folders";
import { SearchBox } from "./SearchBox";
import { useViews } from "./useViews";

interface Props {
  understood: readonly Understood[] | undefined;
  narrow: boolean | undefined;
}

/** Above the list: where one is, search, and the order. */
export function ListHead({ understood, narrow }: Props) {
  const place = usePlace();
  const view = useViews().find((one) => one.id === place.view);
  const title = place.query && !view ? i18n.t("Search") : (view?.name ?? folderName(place.folder));
  const sorts: Record<Sort, string> = {
    active: i18n.t("Newest"),
    waiting: i18n.t("Waiting longest"),
    window: i18n.t("Window closes first"),
  };
  return (
    <header className="list-head">
      <div className="list-title">
        <NavButton />
        <h1>{title}</h1>
        {!place.query && (
          <select
            aria-label={i18n.t("Order")}
            value={place.sort ?? (place.folder === "waiting" ? "waiting" : "active")}
            onChange={(event) => go({ sort: event.target.value as Sort }, true)}
          >
            {(Object.keys(sorts) as Sort[]).map((sort) => (
              <option key={sort} value={sort}>
                {sorts[sort]}
              </option>
            ))}
          </select>
        )}
      </div>
      <SearchBox key={place.query} query={place.query} understood={understood} />
      {narrow && (
        <p className="hint-line" role="status">
          {i18n.t("This took too long to find everything: narrow it, by a word or a date.")}
        </p>
      )}
    </header>
  );
}
