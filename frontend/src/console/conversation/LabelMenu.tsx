import { i18n } from "@lingui/core";
import { MenuItem } from "react-aria-components";
import { LabelChip } from "../inbox/LabelChip";
import { useLabels } from "../inbox/people";
import { HeadMenu } from "./HeadMenu";

interface Props {
  chosen: readonly number[];
  label: (labels: readonly number[]) => unknown;
  /** Of many one label is chosen, which is added to all. */
  many?: boolean;
}

export function LabelMenu({ chosen, label, many = false }: Props) {
  const labels = useLabels();
  return (
    <HeadMenu
      name="label"
      label={i18n.t("Labels")}
      icon="label"
      many={many}
      selectionMode={many ? "single" : "multiple"}
      selectedKeys={[...chosen]}
      onSelectionChange={(now) => label(now === "all" ? labels.map((one) => one.id) : [...now].map(Number))}
      renderEmptyState={() => (
        <p className="empty">{i18n.t("The shop has no labels yet: an owner makes them in the settings.")}</p>
      )}
    >
      {labels.map((one) => (
        <MenuItem key={one.id} id={one.id} textValue={one.name}>
          <LabelChip of={one} />
        </MenuItem>
      ))}
    </HeadMenu>
  );
}
