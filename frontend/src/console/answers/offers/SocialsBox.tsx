import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Refused } from "../../api/problem";
import { Faults, faultsAt, SentForm } from "../../rules/parts";
import { complain, tell } from "../../shell/toasts";
import { KEYS, offers, type Social } from "../calls";

const MOST = 10;

/** The shop's pages elsewhere; the first is the one that customers are asked to follow. */
export function SocialsBox({ of, canWrite }: { of: readonly Social[]; canWrite: boolean }) {
  const id = useId();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<readonly Social[]>(of.length > 0 ? of : [{ name: "Instagram", url: "" }]);
  const save = useMutation({
    mutationFn: () => offers.socials(typed.filter(({ name, url }) => name.trim() && url.trim())),
    onSuccess: (now) => {
      queries.setQueryData(KEYS.offers, now);
      tell({ text: i18n.t("Saved"), seconds: 3 });
    },
    onError: (error) => {
      if (!(error instanceof Refused) || error.status !== 422) complain(error);
    },
  });
  const wrong = faultsAt(save.error, "/socials");
  const change = (place: number, changes: Partial<Social>) =>
    setTyped((before) => before.map((one, at) => (at === place ? { ...one, ...changes } : one)));
  return (
    <SentForm of={save} send={() => save.mutate()} label={i18n.t("Your pages elsewhere")}>
      <h2>{i18n.t("Your pages elsewhere")}</h2>
      <p className="quiet">{i18n.t("Customers are asked to follow the first one after their first order.")}</p>
      {typed.map(({ name, url }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else that stays while it is typed
        <div key={place} className="rules-fields">
          <div className="field">
            <label htmlFor={`${id}n${place}`}>{i18n.t("Name {place}", { place: place + 1 })}</label>
            <input
              id={`${id}n${place}`}
              value={name}
              maxLength={40}
              readOnly={!canWrite}
              onChange={(event) => change(place, { name: event.target.value })}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}u${place}`}>{i18n.t("Address {place}", { place: place + 1 })}</label>
            <input
              id={`${id}u${place}`}
              type="url"
              value={url}
              maxLength={500}
              placeholder="https://"
              readOnly={!canWrite}
              aria-invalid={wrong.length > 0}
              aria-describedby={`${id}-wrong`}
              onChange={(event) => change(place, { url: event.target.value })}
            />
          </div>
        </div>
      ))}
      <Faults id={`${id}-wrong`} of={wrong} />
      {canWrite && (
        <div className="rules-buttons">
          <button type="submit" className="primary" disabled={save.isPending}>
            {i18n.t("Save")}
          </button>
          {typed.length < MOST && (
            <button
              type="button"
              className="plain"
              onClick={() => setTyped((before) => [...before, { name: "", url: "" }])}
            >
              {i18n.t("Another page")}
            </button>
          )}
        </div>
      )}
    </SentForm>
  );
}
