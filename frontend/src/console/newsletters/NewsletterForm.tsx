import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refused } from "../api/problem";
import { complain, tell } from "../shell/toasts";
import { LOCALES } from "../words/locales";
import { LONGEST_NAME, NEWSLETTER_KEYS, type NewsletterWhole, newsletterDesk } from "./newsletters";
import { languageName } from "./words";

interface Props {
  /** The newsletter that is renamed; null for a new one. */
  of: NewsletterWhole | null;
  kept: (now: NewsletterWhole) => void;
  cancel?: () => void;
}

/** What a newsletter is called: by itself, and to customers of each language. */
export function NewsletterForm({ of, kept, cancel }: Props) {
  const queries = useQueryClient();
  const [name, setName] = useState(of?.name ?? "");
  const [names, setNames] = useState<Record<string, string>>(of?.names ?? {});
  const [wrong, setWrong] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const written = Object.entries(names).map(([locale, said]) => [locale, said.trim()]);
      const named = { name: name.trim(), names: Object.fromEntries(written.filter(([, said]) => said)) };
      return of ? newsletterDesk.rename(of.id, of.version, named) : newsletterDesk.add(named);
    },
    onSuccess: async (now) => {
      queries.setQueryData(NEWSLETTER_KEYS.one(now.id), now);
      await queries.invalidateQueries({ queryKey: NEWSLETTER_KEYS.list, exact: true });
      tell({ text: i18n.t("Saved"), seconds: 3 });
      kept(now);
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return complain(error);
      const { status, problem } = error;
      if (problem.errors?.some((one) => one.pointer === "/name")) {
        return setWrong(i18n.t("There is one of this name: choose another."));
      }
      if (status === 409 && !problem.present)
        return setWrong(i18n.t("Ten are offered already, as many as WhatsApp shows to choose from: close one first."));
      if (status === 409) {
        complain(new Error(i18n.t("Somebody has changed it meanwhile: look at it again.")));
        return void queries.invalidateQueries({ queryKey: NEWSLETTER_KEYS.list });
      }
      complain(error);
    },
  });
  return (
    <form
      className="letter-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(name.trim() === "" ? i18n.t("Give it a name.") : "");
        if (name.trim() === "") document.getElementById("letter-name")?.focus();
        else if (!save.isPending) save.mutate();
      }}
    >
      <div className="field">
        <label htmlFor="letter-name">{i18n.t("Name of the newsletter")}</label>
        <input
          id="letter-name"
          value={name}
          maxLength={LONGEST_NAME}
          aria-invalid={wrong !== ""}
          aria-describedby="letter-name-hint"
          onChange={(event) => setName(event.target.value)}
        />
        <p className={wrong ? "wrong" : "quiet"} id="letter-name-hint" role={wrong ? "alert" : undefined}>
          {wrong || i18n.t("Up to 20 letters: it is a button in the chat.")}
        </p>
      </div>
      <fieldset className="letter-names">
        <legend>{i18n.t("What customers of each language see; where nothing is written, the name above")}</legend>
        {LOCALES.map((locale) => (
          <NameIn
            key={locale}
            locale={locale}
            said={names[locale] ?? ""}
            other={name}
            change={(said) => setNames((before) => ({ ...before, [locale]: said }))}
          />
        ))}
      </fieldset>
      <div className="letter-buttons">
        <button type="submit" className="primary" disabled={save.isPending}>
          {i18n.t("Save")}
        </button>
        {cancel && (
          <button type="button" className="plain" onClick={cancel}>
            {i18n.t("Back")}
          </button>
        )}
      </div>
    </form>
  );
}

interface NameInProps {
  locale: string;
  said: string;
  other: string;
  change: (said: string) => void;
}

function NameIn({ locale, said, other, change }: NameInProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{languageName(locale)}</label>
      <input
        id={id}
        lang={locale}
        value={said}
        placeholder={other}
        maxLength={LONGEST_NAME}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}
