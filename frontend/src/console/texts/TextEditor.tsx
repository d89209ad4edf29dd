import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Refused } from "../api/problem";
import { complain, tell } from "../shell/toasts";
import { LOCALES, localeName } from "../words/locales";
import { ButtonsPart } from "./ButtonsPart";
import { CodesPart } from "./CodesPart";
import { CouponPart } from "./CouponPart";
import { type Fault, TEXT_KEYS, type Text, texts } from "./calls";
import { Faults, marked } from "./Faults";
import { LocaleCard } from "./LocaleCard";
import { PicturePart } from "./PicturePart";
import { PreviewPart } from "./PreviewPart";
import { fromText, NO_WORDS, newText, toSent, withoutLocale, withWords } from "./typed";
import { forgetKept, useCheck, useWriting } from "./useWriting";
import { faultsAt } from "./words";

const FIRST = ["en"];
const MOST_NAME = 100;

interface Props {
  /** The text as it is kept; null for a new one. */
  of: Text | null;
  /** It stays as it is. */
  fixed?: boolean;
  saved: (now: Text) => void;
  children?: ReactNode;
}

/** A text with all that belongs to it, looked at while it is written. */
export function TextEditor({ of, fixed = false, saved, children }: Props) {
  const before = useMemo(() => (of ? fromText(of) : newText(FIRST)), [of]);
  const name = fixed ? "" : String(of?.id ?? "new");
  const { typed, change, undo, changed } = useWriting(name, before);
  const currency = of?.currency ?? "INR";
  const { faults: found, told, checking } = useCheck(typed, currency);
  const [tried, setTried] = useState(false);
  const keep = useKeep(of, name, saved);
  const form = useRef<HTMLFormElement>(null);
  const refused =
    keep.error instanceof Refused && !changedSince(keep.variables, typed) ? keep.error.problem.errors : undefined;
  const all = refused ?? found;
  // What nobody has begun to write is not wrong yet.
  const faults = tried ? all : all.filter(({ pointer }) => !unwritten(pointer, typed.texts));
  const [shown, setShown] = useState(Object.keys(typed.texts)[0] ?? "en");
  const here = Object.keys(typed.texts);
  const submit = () => {
    flushSync(() => setTried(true));
    if (typed.name.trim() && all.length === 0 && !checking) keep.mutate(typed);
    else if (typed.name.trim() && checking)
      keep.mutate(typed); // the server looks once more
    else form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  };
  const nameWrong: readonly Fault[] =
    tried && !typed.name.trim()
      ? [{ pointer: "/name", detail: i18n.t("It has no name."), remedy: i18n.t("Give it one, for you alone.") }]
      : faultsAt(faults, "name");
  return (
    <form
      ref={form}
      className={fixed ? "text-editor fixed" : "text-editor"}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset className="text-main" disabled={fixed}>
        <div className="field text-name">
          <label htmlFor="text-name">{i18n.t("Name of the text, for you alone")}</label>
          <input
            id="text-name"
            value={typed.name}
            maxLength={MOST_NAME}
            {...marked("text-name-wrong", nameWrong)}
            onChange={(event) => change({ ...typed, name: event.target.value })}
          />
          <Faults id="text-name-wrong" of={nameWrong} />
        </div>
        <div className="locale-cards">
          {here.map((locale) => (
            <LocaleCard
              key={locale}
              locale={locale}
              words={typed.texts[locale] ?? NO_WORDS}
              buttons={typed.buttons}
              stop={told?.stops[locale] ?? of?.texts.find((one) => one.locale === locale)?.stop ?? "…"}
              coupon={typed.coupon !== null}
              faults={faults}
              change={(one) => change(withWords(typed, locale, one))}
              looked={() => setShown(locale)}
              fixed={fixed}
              remove={here.length > 1 && !fixed ? () => change(withoutLocale(typed, locale)) : undefined}
            />
          ))}
        </div>
        {!fixed && <AddLocale known={here} add={(locale) => change(withWords(typed, locale, {}))} />}
        <ButtonsPart typed={typed} faults={faults} change={change} />
        <CouponPart
          typed={typed}
          faults={faults}
          discount={told?.discount ?? null}
          currency={currency}
          change={change}
        />
      </fieldset>
      <aside className="text-side">
        <PreviewPart
          locales={here}
          locale={here.includes(shown) ? shown : (here[0] ?? "en")}
          choose={setShown}
          typed={typed}
          stops={told?.stops ?? {}}
          picture={of?.picture?.url ?? null}
          currency={currency}
        />
        {of && <PicturePart of={of} fixed={fixed} keep={saved} />}
        {of && !changed && of.coupon?.kind === "each" && <CodesPart of={of} changed={() => saved(of)} />}
        {!changed && children}
      </aside>
      {!fixed && (
        <footer className="text-foot">
          <p role="status" className={faults.length > 0 ? "wrong" : "quiet"}>
            {checking
              ? i18n.t("Looking…")
              : faults.length > 0
                ? i18n.t("{n, plural, one {# thing would be refused} other {# things would be refused}}", {
                    n: faults.length,
                  })
                : changed
                  ? i18n.t("Not saved yet; this browser keeps it")
                  : of
                    ? i18n.t("Saved")
                    : ""}
          </p>
          <span className="gap" />
          {changed && of && (
            <button type="button" className="plain" onClick={undo}>
              {i18n.t("As it was")}
            </button>
          )}
          <button type="submit" className="primary" disabled={keep.isPending || (!changed && of !== null)}>
            {of?.fixed ? i18n.t("Save as a new text") : i18n.t("Save")}
          </button>
        </footer>
      )}
    </form>
  );
}

const changedSince = (sent: unknown, now: unknown) => sent !== now;

function unwritten(pointer: string, all: Readonly<Record<string, { body: string }>>): boolean {
  const [, first, locale = ""] = pointer.split("/");
  return (first === "texts" && !all[locale]?.body.trim()) || pointer === "/name";
}

function useKeep(of: Text | null, name: string, saved: (now: Text) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (typed: ReturnType<typeof fromText>) => {
      const sent = toSent(typed, of?.currency ?? "INR");
      return of ? texts.revise(of.id, of.version, sent) : texts.add(sent);
    },
    onSuccess: (now) => {
      forgetKept(name);
      void queries.invalidateQueries({ queryKey: TEXT_KEYS.all });
      tell({ text: i18n.t("Saved"), seconds: 3 });
      saved(now);
    },
    onError: (error) => {
      if (error instanceof Refused && error.status === 409 && error.problem.present) {
        complain(new Error(i18n.t("Somebody has changed it meanwhile: look at it again.")));
        if (of) void queries.invalidateQueries({ queryKey: TEXT_KEYS.one(of.id) });
      } else if (!(error instanceof Refused) || error.status !== 422) complain(error);
    },
  });
}

function AddLocale({ known, add }: { known: readonly string[]; add: (locale: string) => void }) {
  const others = LOCALES.filter((one) => !known.includes(one));
  if (others.length === 0) return null;
  return (
    <div className="add-locale">
      <h3 id="add-locale">{i18n.t("In another language too")}</h3>
      <ul aria-labelledby="add-locale">
        {others.map((locale) => (
          <li key={locale}>
            <button type="button" className="plain" onClick={() => add(locale)}>
              + {localeName(locale)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
