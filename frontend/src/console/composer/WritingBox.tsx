import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import { langOf } from "../../thread/words";
import type { ConversationWhole } from "../api/shapes";
import { tellWriting } from "../conversation/usePresence";
import { LOCALES } from "../words/locales";
import { Preview } from "./Preview";
import { type Choice, Suggestions } from "./Suggestions";
import { findTrigger, putIn, type Trigger } from "./triggers";
import { useSuggestions } from "./useSuggestions";

interface Props {
  box: RefObject<HTMLTextAreaElement | null>;
  kind: "reply" | "note";
  of: ConversationWhole;
  text: string;
  write: (text: string) => void;
  press: (event: KeyboardEvent) => void;
  label: string;
  /** Told which canned reply was taken. */
  picked?: (canned: number) => void;
}

const HIGHEST = 200;

/** A plain text box, with the lists that "/", "@", "{" and ":" open. */
export function WritingBox({ box, kind, of, text, write, press, label, picked }: Props) {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const [active, setActive] = useState(0);
  const [locale, setLocale] = useState(of.locale ?? "en");
  const choices = useSuggestions(of, trigger, locale);
  const list = useId();
  const open = trigger !== null && choices.length > 0;
  useHeight(box, text);

  const look = (now: string, caret: number) => {
    setTrigger(findTrigger(now, caret, kind));
    setActive(0);
  };
  const take = async (choice: Choice | undefined) => {
    if (!choice || !trigger) return;
    setTrigger(null);
    const words = await choice.insert();
    const field = box.current;
    if (words === null || !field) return;
    // What was typed while the words were on their way stays, and the next letter goes on behind it.
    const put = putIn(field.value, field.selectionStart, trigger, words);
    if (!put) return;
    flushSync(() => {
      setTrigger(null);
      write(put.text);
    });
    if (choice.canned !== undefined) picked?.(choice.canned);
    field.focus();
    field.setSelectionRange(put.caret, put.caret);
  };
  const key = (event: KeyboardEvent) => {
    if (!open || event.nativeEvent.isComposing) return press(event);
    const step = { ArrowDown: 1, ArrowUp: choices.length - 1 }[event.key];
    const turn = { ArrowRight: 1, ArrowLeft: LOCALES.length - 1 }[event.key];
    if (turn !== undefined && trigger.sign === "/")
      setLocale(LOCALES[(LOCALES.indexOf(locale) + turn) % LOCALES.length] ?? locale);
    else if (step !== undefined) setActive((active + step) % choices.length);
    else if (event.key === "Escape") setTrigger(null);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab")
      void take(choices[active]);
    else return press(event);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="writing">
      {open && <Suggestions id={list} choices={choices} active={active} take={(one) => void take(one)} />}
      <textarea
        ref={box}
        rows={2}
        value={text}
        dir="auto"
        lang={langOf(text, of.locale ?? "en")}
        aria-label={label}
        placeholder={label}
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${list}-${active}` : undefined}
        onChange={(event) => {
          write(event.target.value);
          tellWriting(of.id);
          look(event.target.value, event.target.selectionStart);
        }}
        onBlur={() => window.setTimeout(() => setTrigger(null), 150)}
        onKeyDown={key}
      />
      {kind === "reply" && <Preview text={text} locale={of.locale ?? "en"} />}
    </div>
  );
}

function useHeight(box: RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is that of the text
  useLayoutEffect(() => {
    const field = box.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, HIGHEST)}px`;
  }, [box, text]);
}
