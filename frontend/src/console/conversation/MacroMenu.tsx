import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { MenuItem, Text } from "react-aria-components";
import { desk, KEYS } from "../api/desk";
import type { ConversationWhole, Macro, MacroGiven, MacroRan } from "../api/shapes";
import { lastSeen, useShown } from "../composer/useSend";
import { nameOf, useLabels, useStaff } from "../inbox/people";
import { menuOpen } from "../shell/panes";
import { complain, tell } from "../shell/toasts";
import { refresh } from "./cache";
import { isAboutOrder, tellEffect } from "./effects";
import { HeadMenu } from "./HeadMenu";
import { MacroDialog } from "./MacroDialog";
import { takeBack } from "./takeBack";

const SELDOM = 5 * 60_000;

/** Macros with their effects, which are read before one runs; 1–9 run the first nine. */
export function MacroMenu({ of }: { of: ConversationWhole }) {
  const macros = useQuery({ queryKey: KEYS.macros, queryFn: desk.macros, staleTime: SELDOM }).data ?? [];
  const [labels, staff] = [useLabels(), useStaff()];
  const names = {
    label: (id: number) => labels.find((one) => one.id === id)?.name ?? "?",
    person: (id: number) => nameOf(staff.find((one) => one.id === id)),
  };
  const queries = useQueryClient();
  const shown = useShown(of.id);
  const [asking, setAsking] = useState<Macro | null>(null);
  const choose = (macro: Macro | undefined) => {
    if (!macro || !shown) return;
    menuOpen.set("");
    if (isAboutOrder(macro)) setAsking(macro);
    else run(macro);
  };
  const run = (macro: Macro, given: MacroGiven = {}) => {
    const done = ({ message }: MacroRan) =>
      tell({
        text: i18n.t("{name}: done", { name: macro.name }),
        ...(message && { undo: () => takeBack(of.id, message.id) }),
      });
    void desk
      .runMacro(macro.id, of.id, of.version, lastSeen(queries, of.id) ?? "", given)
      .then(done, complain)
      .finally(() => refresh(queries, of.id));
  };
  const press = (event: KeyboardEvent) => {
    if (!/^Digit[1-9]$/.test(event.code)) return;
    event.preventDefault();
    event.stopPropagation();
    choose(macros[Number(event.code.slice(5)) - 1]);
  };
  return (
    <>
      <HeadMenu
        name="macro"
        label={i18n.t("Macros")}
        icon="bolt"
        onKeys={press}
        onAction={(key) => choose(macros.find((one) => one.id === Number(key)))}
        renderEmptyState={() => (
          <p className="empty">{i18n.t("No macros yet: an owner makes them in the settings.")}</p>
        )}
      >
        {macros.map((one, index) => (
          <MenuItem key={one.id} id={one.id} textValue={one.name} isDisabled={!shown}>
            {index < 9 && <kbd>{index + 1}</kbd>}
            <Text slot="label">{one.name}</Text>
            <Text slot="description">{one.effects.map((effect) => tellEffect(effect, names)).join(" · ")}</Text>
          </MenuItem>
        ))}
      </HeadMenu>
      {asking && (
        <MacroDialog
          of={of}
          macro={asking}
          names={names}
          run={(given) => run(asking, given)}
          close={() => setAsking(null)}
        />
      )}
    </>
  );
}
