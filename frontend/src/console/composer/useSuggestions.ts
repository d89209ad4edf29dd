import { useQuery } from "@tanstack/react-query";
import { desk, KEYS } from "../api/desk";
import type { Canned, ConversationWhole } from "../api/shapes";
import { nameOf, useStaff } from "../inbox/people";
import { complain } from "../shell/toasts";
import { cut } from "../words/locales";
import type { Choice } from "./Suggestions";
import { findEmoji, type Trigger, VARIABLES } from "./triggers";

const SELDOM = 5 * 60_000;
const SHOWN = 8;
const LINE = 80;

/** Return what fits to a sign and what was typed after it. */
export function useSuggestions(of: ConversationWhole, trigger: Trigger | null): readonly Choice[] {
  const staff = useStaff();
  const canned = useQuery({
    queryKey: KEYS.canned,
    queryFn: desk.canned,
    staleTime: SELDOM,
    enabled: trigger?.sign === "/",
  }).data;
  if (!trigger) return [];
  const typed = trigger.typed.toLowerCase();
  switch (trigger.sign) {
    case "/":
      return findCanned(canned ?? [], typed, of.locale).map((one) => asChoice(one, of));
    case "@":
      return staff
        .filter((one) => one.state === "active" && startsWord(nameOf(one), typed))
        .slice(0, SHOWN)
        .map((one) => ({ id: String(one.id), title: nameOf(one), insert: () => `@${nameOf(one)} ` }));
    case "{":
      return VARIABLES.filter((one) => one.startsWith(typed)).map((one) => ({
        id: one,
        title: `{${one}}`,
        insert: () => (one === "name" && of.name ? of.name : `{${one}}`),
      }));
    case ":":
      return findEmoji(typed).map(([name, sign]) => ({ id: name, title: `${sign} ${name}`, insert: () => sign }));
  }
}

/** Return canned replies by shortcut, name or text, in the order the shop uses them. */
export function findCanned(all: readonly Canned[], typed: string, locale: string | null): readonly Canned[] {
  const fits = (one: Canned) =>
    [one.shortcut, one.name, one.texts[locale ?? "en"] ?? "", one.texts.en ?? ""].some((text) =>
      text.toLowerCase().includes(typed),
    );
  const first = (one: Canned) => (one.shortcut.toLowerCase().startsWith(typed) ? 0 : 1);
  return all
    .filter(fits)
    .toSorted((a, b) => first(a) - first(b))
    .slice(0, SHOWN);
}

/** Whether a word of a name begins so. */
const startsWord = (name: string, typed: string) =>
  name.toLowerCase().startsWith(typed) || name.toLowerCase().includes(` ${typed}`);

function asChoice(one: Canned, of: ConversationWhole): Choice {
  const text = one.texts[of.locale ?? "en"] ?? one.texts.en ?? "";
  const missing = of.locale && !one.texts[of.locale] ? " (English)" : "";
  return {
    id: String(one.id),
    title: `/${one.shortcut || one.name}${missing}`,
    detail: cut(text, LINE),
    canned: one.id,
    insert: () =>
      desk.fill(one.id, of.id).then(
        (filled) => filled.text,
        (error) => {
          complain(error);
          return null;
        },
      ),
  };
}
