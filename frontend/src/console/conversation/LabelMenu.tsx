import { i18n } from "@lingui/core";
import { Menu, MenuItem } from "react-aria-components";
import type { ConversationWhole } from "../api/shapes";
import { LabelChip } from "../inbox/LabelChip";
import { useLabels } from "../inbox/people";
import { HeadMenu } from "./HeadMenu";
import type { Actions } from "./useActions";

export function LabelMenu({ of, actions }: { of: ConversationWhole; actions: Actions }) {
  const labels = useLabels();
  return (
    <HeadMenu name="label" label={i18n.t("Labels")} icon="label">
      <Menu
        className="menu"
        aria-label={i18n.t("Labels")}
        selectionMode="multiple"
        selectedKeys={[...of.labels]}
        onSelectionChange={(chosen) =>
          void actions.label(chosen === "all" ? labels.map((one) => one.id) : [...chosen].map(Number))
        }
        renderEmptyState={() => (
          <p className="empty">{i18n.t("The shop has no labels yet: an owner makes them in the settings.")}</p>
        )}
      >
        {labels.map((one) => (
          <MenuItem key={one.id} id={one.id} textValue={one.name}>
            <LabelChip of={one} />
          </MenuItem>
        ))}
      </Menu>
    </HeadMenu>
  );
}
