import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { flushSync } from "react-dom";
import { desk } from "../api/desk";
import type { PaletteEntry } from "../api/shapes";
import { folderName } from "../inbox/folders";
import { placeOf, useViews } from "../inbox/useViews";
import { may, useMe } from "../session/session";
import { PageDialog } from "../shell/PageDialog";
import { dialogOpen } from "../shell/panes";
import { FOLDERS, go } from "../shell/place";
import { learn } from "../words/i18n";
import { canRun, runCommand } from "./commands";
import { KEYS, written } from "./table";

interface Line {
  id: string;
  words: string;
  detail?: string;
  key?: string;
  run: () => void;
}

const HOME = { page: "inbox", view: null, query: "", sort: null, id: null, rest: "" } as const;
const MOST = 12;

/** Every action, every view, every customer by name, order or phone. */
export function Palette() {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const list = useId();
  const people = usePeople(typed);
  const lines = [...useLines(typed), ...people.map(toLine)];
  const run = (line: Line | undefined) => {
    if (!line) return;
    // Once the dialog is gone and the focus is back (shell/layers.ts), but before the next key: it may be meant for what opens.
    flushSync(() => dialogOpen.set(""));
    queueMicrotask(line.run);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") run(lines[active]);
    else if (event.key === "ArrowDown") setActive((active + 1) % Math.max(lines.length, 1));
    else if (event.key === "ArrowUp") setActive((active + lines.length - 1) % Math.max(lines.length, 1));
    else return;
    event.preventDefault();
  };
  return (
    <PageDialog name="palette" title={i18n.t("Go and do")}>
      <input
        type="search"
        className="dialog-search"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={`${list}-${active}`}
        aria-label={i18n.t("Action, view, customer, order or phone")}
        placeholder={i18n.t("Action, view, customer, order or phone")}
        value={typed}
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type
        autoFocus
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      <div id={list} className="palette" role="listbox" aria-label={i18n.t("Found")}>
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box above it has the keys
          <div
            key={line.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onClick={() => run(line)}
          >
            <span>{line.words}</span>
            {line.detail && <small>{line.detail}</small>}
            {line.key && <kbd>{written(line.key)}</kbd>}
          </div>
        ))}
      </div>
    </PageDialog>
  );
}

function useLines(typed: string): Line[] {
  const views = useViews();
  const settings = useSettings();
  const all: Line[] = [
    ...KEYS.filter((one) => !one.typed && canRun(one.does) && !one.does.match(/^(palette|view\d)$/)).map((one) => ({
      id: one.does,
      words: one.say(),
      key: one.keys[0] ?? "",
      run: () => void runCommand(one.does),
    })),
    ...FOLDERS.map((folder) => ({
      id: `folder ${folder}`,
      words: folderName(folder),
      detail: i18n.t("Folder"),
      run: () => go({ ...HOME, folder }),
    })),
    ...views.map((view) => ({
      id: `view ${view.id}`,
      words: view.name,
      detail: i18n.t("View"),
      ...(view.pin && { key: String(view.pin) }),
      run: () => go(placeOf(view)),
    })),
    ...settings.map((one) => ({
      id: `settings ${one.name}`,
      words: one.say(),
      detail: i18n.t("Settings"),
      run: () => go({ ...HOME, page: "settings", rest: one.name }),
    })),
  ];
  const words = typed.toLowerCase().split(/\s+/);
  return all.filter((line) => words.every((word) => line.words.toLowerCase().includes(word))).slice(0, MOST);
}

/** The pages of the settings that I may open; they come with what they say, once the palette is open. */
function useSettings() {
  const me = useMe();
  const found = useQuery({
    queryKey: ["pages of settings"],
    queryFn: async () => {
      const [{ SETTINGS }] = await Promise.all([import("../settings/pages"), learn("settings")]);
      return SETTINGS;
    },
    staleTime: Infinity,
  });
  return (found.data ?? []).filter((one) => may(me, one.needs));
}

function usePeople(typed: string): readonly PaletteEntry[] {
  const wanted = typed.trim();
  const found = useQuery({
    queryKey: ["palette", wanted],
    queryFn: () => desk.palette(wanted),
    enabled: wanted.length > 1,
    staleTime: 60_000,
  });
  return (wanted.length > 1 && found.data) || [];
}

const toLine = (one: PaletteEntry): Line => ({
  id: `customer ${one.customer_id} ${one.order_id}`,
  words: one.name,
  detail: [one.order_number, one.address].filter(Boolean).join(" · "),
  run: () =>
    one.conversation_id
      ? go({ ...HOME, folder: "all", id: one.conversation_id })
      : go({ ...HOME, page: "customers", rest: String(one.customer_id) }),
});
