import { useQuery } from "@tanstack/react-query";
import { desk, KEYS } from "../api/desk";
import type { Canned, ConversationWhole } from "../api/shapes";
import { nameOf, useColleagues } from "../inbox/people";
import { complain } from "../shell/toasts";
import { cut, LOCALE_CHIPS } from "../words/locales";
import type { Choice } from "./Suggestions";
import { findEmoji, type Trigger, VARIABLES } from "./triggers";
import { variableName } from "./variables";

const SELDOM = 5 * 60_000;
const SHOWN = 8;
const LINE = 80;

/** Return what fits to a sign and what was typed after it. */
export function useSuggestions(of: ConversationWhole, trigger: Trigger | null, locale: string): readonly Choice[] {
  const staff = useColleagues();
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
      return findCanned(canned ?? [], typed, locale).map((one) => asChoice(one, of, locale));
    case "@":
      return staff
        .filter((one) => one.state === "active" && startsWord(nameOf(one), typed))
        .slice(0, SHOWN)
        .map((one) => ({ id: String(one.id), title: nameOf(one), insert: () => `@${nameOf(one)} ` }));
    case "{":
      return VARIABLES.filter((one) => one.startsWith(typed)).map((one) => ({
        id: one,
        title: `{${one}}`,
        detail: variableName(one),
        insert: () => filled(desk.fillText(of.id, `{${one}}`)),
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

function asChoice(one: Canned, of: ConversationWhole, locale: string): Choice {
  const isThere = Object.hasOwn(one.texts, locale);
  const text = one.texts[locale] ?? one.texts.en ?? Object.values(one.texts)[0] ?? "";
  return {
    id: String(one.id),
    title: `/${one.shortcut || one.name}`,
    detail: cut(text, LINE),
    mark: isThere ? { text: LOCALE_CHIPS[locale] ?? locale } : { text: LOCALE_CHIPS.en ?? "", missing: true },
    canned: one.id,
    insert: () => filled(desk.fill(one.id, of.id, locale)),
  };
}

const filled = (answer: Promise<{ text: string }>): Promise<string | null> =>
  answer.then(
    ({ text }) => text,
    (error) => {
      complain(error);
      return null;
    },
  );
