import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { Refused } from "../../api/problem";
import { useSettled } from "../../segments/useSettled";
import { may, useMe } from "../../session/session";
import { sayOvertaken } from "../../shell/overtaken";
import { go, usePlace } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { localeName } from "../../words/locales";
import { Faults, faultsAt, Loaded, Nothing, SentForm } from "../parts";
import { SENTENCE_KEYS, sentenceCalls, type Worded } from "./calls";
import { differencesOf } from "./differences";
import { SpokenPreview } from "./SpokenPreview";

/** One sentence: when it is said, and its words in each language. */
export function OneSentence({ of }: { of: string }) {
  const found = useQuery({ queryKey: SENTENCE_KEYS.one(of), queryFn: () => sentenceCalls.one(of) });
  const { asked } = usePlace();
  const locale = new URLSearchParams(asked).get("locale") ?? "en";
  // What was typed in each language stays while one looks at the others.
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  if (found.error instanceof Refused && found.error.status === 404) {
    return <Nothing say={i18n.t("There is no such sentence.")} />;
  }
  return (
    <>
      <button type="button" className="link" onClick={() => go({ rest: "sentences" })}>
        {i18n.t("All sentences")}
      </button>
      <Loaded of={found}>
        {(all) => {
          const shown = all.find((one) => one.locale === locale) ?? all[0];
          return (
            shown && (
              <>
                <p lang="en">{shown.note}</p>
                <fieldset className="rules-tabs" aria-label={i18n.t("Language")}>
                  {all.map((one) => (
                    <button
                      key={one.locale}
                      type="button"
                      aria-pressed={one === shown}
                      onClick={() => go({ asked: `locale=${one.locale}` }, true)}
                    >
                      {localeName(one.locale)}
                      {one.own ? " •" : ""}
                    </button>
                  ))}
                </fieldset>
                <WordingForm
                  key={shown.locale}
                  of={shown}
                  typed={typed[shown.locale]}
                  type={(text) => setTyped((before) => ({ ...before, [shown.locale]: text }))}
                />
              </>
            )
          );
        }}
      </Loaded>
    </>
  );
}

interface FormProps {
  of: Worded;
  typed: string | undefined;
  type: (text: string) => void;
}

function WordingForm({ of, typed, type }: FormProps) {
  const me = useMe();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [left, setLeft] = useState<readonly string[]>([]);
  const text = typed ?? (of.own || of.ours);
  const settled = useSettled(text, 400);
  const canWrite = may(me, "settings.write");
  const spoken = useQuery({
    queryKey: SENTENCE_KEYS.spoken(of.key, of.locale, settled, left),
    queryFn: () => sentenceCalls.spoken(of.key, of.locale, settled, left),
    placeholderData: (before) => before,
    enabled: canWrite,
  });
  const save = useReword(of, left, type);
  const refused = faultsAt(save.error, "/text");
  const slips = (spoken.data?.slips ?? []).map(({ detail, remedy }) => `${detail}: ${remedy}`);
  const wrong = refused.length > 0 ? refused : settled === of.own || settled === of.ours ? [] : slips;
  const missing = of.fields.filter((name) => !text.includes(`{${name}}`));
  const insert = (name: string) => {
    const at = box.current?.selectionStart ?? text.length;
    type(`${text.slice(0, at)}{${name}}${text.slice(box.current?.selectionEnd ?? at)}`);
    box.current?.focus();
  };
  return (
    <div className="rules-two">
      <SentForm of={save} send={() => save.mutate({ text, was: of.own })} said={["/text"]}>
        <h2>{i18n.t("Our words")}</h2>
        <p className="rules-ours" lang={of.locale}>
          {of.ours}
        </p>
        <div className="field">
          <label htmlFor={id}>{i18n.t("Your words")}</label>
          <textarea
            ref={box}
            id={id}
            lang={of.locale}
            rows={5}
            value={text}
            readOnly={!canWrite}
            aria-invalid={wrong.length > 0}
            aria-describedby={`${id}-wrong ${id}-count`}
            onChange={(event) => {
              save.reset();
              type(event.target.value);
            }}
          />
          <small id={`${id}-count`}>
            {i18n.t("{used} of {most} letters", { used: [...text].length, most: of.most_letters })}
          </small>
        </div>
        <Faults id={`${id}-wrong`} of={wrong} />
        <fieldset aria-label={i18n.t("Put in")} className="rules-vars">
          {[...of.fields, ...of.more_fields].map((name) => (
            <button key={name} type="button" disabled={!canWrite} onClick={() => insert(name)}>
              {`{${name}}`}
            </button>
          ))}
        </fieldset>
        {missing.map((name) => (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={left.includes(name)}
              onChange={(event) =>
                setLeft((before) => (event.target.checked ? [...before, name] : before.filter((one) => one !== name)))
              }
            />{" "}
            {i18n.t("Leave out {field} on purpose", { field: `{${name}}` })}
          </label>
        ))}
        {text !== of.ours && <Differences ours={of.ours} own={text} locale={of.locale} />}
        {of.by_template && (
          <p className="hint-line">
            {i18n.t("New words are told on WhatsApp once they are approved; until then the last approved ones are.")}
          </p>
        )}
        {canWrite && (
          <div className="rules-buttons">
            <button type="submit" className="primary" disabled={save.isPending || text === (of.own || of.ours)}>
              {i18n.t("Save")}
            </button>
            {(of.own || typed !== undefined) && (
              <button
                type="button"
                className="plain"
                onClick={() => {
                  type(of.ours);
                  if (of.own) save.mutate({ text: "", was: of.own });
                }}
              >
                {i18n.t("Back to ours")}
              </button>
            )}
          </div>
        )}
      </SentForm>
      <SpokenPreview of={spoken.data} locale={of.locale} />
    </div>
  );
}

function useReword(of: Worded, left: readonly string[], type: (text: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ text, was }: { text: string; was: string }) =>
      sentenceCalls.reword(of.key, of.locale, was, text, left),
    onSuccess: async (now) => {
      await queries.invalidateQueries({ queryKey: SENTENCE_KEYS.all });
      type(now.own || now.ours);
      tell({ text: i18n.t("Saved"), seconds: 3 });
    },
    onError: (error) => {
      if (sayOvertaken(error)) return void queries.invalidateQueries({ queryKey: SENTENCE_KEYS.one(of.key) });
      if (faultsAt(error, "/").length === 0) complain(error);
    },
  });
}

function Differences({ ours, own, locale }: { ours: string; own: string; locale: string }) {
  return (
    <div>
      <h3>{i18n.t("What differs from ours")}</h3>
      <p className="rules-differences" lang={locale}>
        {differencesOf(ours, own).map(({ text, kind }, place) => {
          const key = `${place}-${kind}`;
          if (kind === "same") return <span key={key}>{text}</span>;
          return kind === "gone" ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
        })}
      </p>
    </div>
  );
}
