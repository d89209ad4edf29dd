import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { faultsAt, SentForm, wrongAt } from "../../rules/parts";
import { Field } from "../../session/Field";
import { complain, tell } from "../../shell/toasts";
import { KEYS, offers, type Social } from "../calls";

const MOST = 10;
const EMPTY: Social = { name: "", url: "" };

/** The shop's pages elsewhere; the first is the one that customers are asked to follow. */
export function SocialsBox({ of, canWrite }: { of: readonly Social[]; canWrite: boolean }) {
  const queries = useQueryClient();
  const [changed, setChanged] = useState<readonly Social[] | null>(null);
  const typed = changed ?? (of.length > 0 ? of : [EMPTY]);
  // A row that was emptied goes; one that was half written is the server's to refuse at its field.
  const sent = typed.flatMap(({ name, url }, place) => (name.trim() || url.trim() ? [place] : []));
  const save = useMutation({
    mutationFn: () => offers.socials(sent.map((place) => typed[place] ?? EMPTY)),
    onSuccess: (now) => {
      queries.setQueryData(KEYS.offers, now);
      setChanged(null);
      tell({ text: i18n.t("Saved"), seconds: 3 });
    },
    onError: (error) => faultsAt(error, "/").length === 0 && complain(error),
  });
  const box = (place: number, name: keyof Social, label: string, more: object) => (
    <Field
      label={label}
      value={typed[place]?.[name] ?? ""}
      readOnly={!canWrite}
      wrong={sent.includes(place) ? wrongAt(save.error, `/socials/${sent.indexOf(place)}/${name}`) : ""}
      onChange={({ target }) =>
        setChanged(typed.map((one, at) => (at === place ? { ...one, [name]: target.value } : one)))
      }
      {...more}
    />
  );
  return (
    <SentForm
      of={save}
      send={() => save.mutate()}
      said={sent.map((_, at) => `/socials/${at}/`)}
      label={i18n.t("Your pages elsewhere")}
    >
      <h2>{i18n.t("Your pages elsewhere")}</h2>
      <p className="quiet">{i18n.t("Customers are asked to follow the first one after their first order.")}</p>
      {typed.map((_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else that stays while it is typed
        <div key={place} className="rules-fields">
          {box(place, "name", i18n.t("Name {place}", { place: place + 1 }), {
            maxLength: 40,
            placeholder: "Instagram",
          })}
          {box(place, "url", i18n.t("Address {place}", { place: place + 1 }), {
            maxLength: 500,
            placeholder: "https://",
          })}
        </div>
      ))}
      {canWrite && (
        <div className="rules-buttons">
          <button type="submit" className="primary" disabled={save.isPending}>
            {i18n.t("Save")}
          </button>
          {typed.length < MOST && (
            <button type="button" className="plain" onClick={() => setChanged([...typed, EMPTY])}>
              {i18n.t("Another page")}
            </button>
          )}
        </div>
      )}
    </SentForm>
  );
}
