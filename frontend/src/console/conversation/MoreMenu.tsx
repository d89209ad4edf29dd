import { i18n } from "@lingui/core";
import { MenuItem } from "react-aria-components";
import type { ConversationWhole } from "../api/shapes";
import { written } from "../keys/table";
import { HeadMenu } from "./HeadMenu";
import type { Actions } from "./useActions";

const marking = () => import("../teaching/marking");

export function MoreMenu({ of, actions }: { of: ConversationWhole; actions: Actions }) {
  const items: Record<string, { say: string; key: string; run: () => unknown }> = {
    assignMe: { say: i18n.t("Assign to me"), key: "i", run: actions.assignMe },
    answered: { say: i18n.t("No answer needed"), key: "Shift+i", run: actions.answered },
    unread: { say: i18n.t("Mark as unread"), key: "Shift+u", run: actions.unread },
    wrong: {
      say: i18n.t("The last answer was wrong"),
      key: "Shift+w",
      run: () => marking().then((its) => its.markLast(of.id)),
    },
    keepTest: {
      say: i18n.t("Keep as a test"),
      key: "",
      run: () => marking().then((its) => its.keepAsTest(of.id, of.name)),
    },
    resolveNext: { say: i18n.t("Resolve, next"), key: "Shift+e", run: actions.resolveNext },
  };
  const shown = Object.entries(items).filter(([name]) => name !== "answered" || of.waiting_since);
  return (
    <HeadMenu name="more" label={i18n.t("More")} icon="more" onAction={(name) => void items[String(name)]?.run()}>
      {shown.map(([name, { say, key }]) => (
        <MenuItem key={name} id={name} textValue={say}>
          {say} {key && <kbd>{written(key)}</kbd>}
        </MenuItem>
      ))}
    </HeadMenu>
  );
}
