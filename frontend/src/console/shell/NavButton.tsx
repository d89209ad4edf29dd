import { i18n } from "@lingui/core";
import { Icon } from "../../thread/icons";
import { navOpen } from "./panes";

/** On a narrow screen: the way to the other pages. */
export function NavButton() {
  return (
    <button
      type="button"
      className="round only-narrow"
      aria-label={i18n.t("Folders")}
      onClick={() => navOpen.set((open) => !open)}
    >
      <Icon name="menu" />
    </button>
  );
}
