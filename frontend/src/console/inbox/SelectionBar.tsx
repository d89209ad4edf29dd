import { i18n } from "@lingui/core";
import { AssignMenu } from "../conversation/AssignMenu";
import { menuOf } from "../conversation/HeadMenu";
import { LabelMenu } from "../conversation/LabelMenu";
import { SnoozeMenu } from "../conversation/SnoozeMenu";
import { useCommands } from "../keys/commands";
import { withKey } from "../keys/table";
import { dialogOpen, menuOpen } from "../shell/panes";
import { TimeDialog } from "../shell/TimeDialog";
import { SendMany } from "./SendMany";
import { clearSelection, type Selected, selection } from "./selection";
import { useBulk } from "./useBulk";

interface Props {
  selected: Selected;
  ids: readonly number[];
  more: boolean;
}

/** What can be done with all that are selected, at once; nothing where none is. */
export function SelectionBar(props: Props) {
  return props.selected !== "all" && props.selected.size === 0 ? null : <Bar {...props} />;
}

function Bar({ selected, ids, more }: Props) {
  const bulk = useBulk(selected);
  const open = (menu: string) => () => menuOpen.set(menuOf(menu, true));
  // While some are selected, the keys are meant for these and not for the open one.
  useCommands(
    {
      resolve: bulk.resolve,
      resolveNext: bulk.resolve,
      answered: bulk.answered,
      assignMe: bulk.assignMe,
      snooze: open("snooze"),
      assign: open("assign"),
      label: open("label"),
      ...(bulk.maySend && { sendMany: () => dialogOpen.set("sendMany") }),
    },
    true,
  );
  return (
    <div className="selection-bar" role="toolbar" aria-label={i18n.t("With the selected")}>
      <b>
        {selected === "all"
          ? i18n.t("All that match")
          : i18n.t("{n, plural, one {# selected} other {# selected}}", { n: selected.size })}
      </b>
      {selected !== "all" && more && selected.size >= ids.length && (
        <button type="button" className="link" onClick={() => selection.set("all")}>
          {i18n.t("Select all that match")}
        </button>
      )}
      <AssignMenu assign={bulk.assign} many />
      <LabelMenu chosen={[]} label={bulk.label} many />
      <SnoozeMenu snooze={bulk.snooze} many />
      <button type="button" className="plain" disabled={bulk.busy} title={withKey("resolve")} onClick={bulk.resolve}>
        {i18n.t("Resolve")}
      </button>
      <button type="button" className="plain" disabled={bulk.busy} title={withKey("answered")} onClick={bulk.answered}>
        {i18n.t("No answer needed")}
      </button>
      {bulk.maySend && (
        <button
          type="button"
          className="plain"
          disabled={bulk.busy}
          title={withKey("sendMany")}
          onClick={() => dialogOpen.set("sendMany")}
        >
          {i18n.t("Send a template")}
        </button>
      )}
      <button type="button" className="link" title={withKey("selectNone")} onClick={clearSelection}>
        {i18n.t("Clear")}
      </button>
      <TimeDialog
        name="snoozeSelected"
        title={i18n.t("Snooze until")}
        does={i18n.t("Snooze")}
        pick={(until) => bulk.snooze({ until })}
      />
      {bulk.maySend && <SendMany which={bulk.which} />}
    </div>
  );
}
