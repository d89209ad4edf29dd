import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Chip, Faults, faultsAt, SentForm } from "../rules/parts";
import { complain, tell } from "../shell/toasts";
import { dateAndClock } from "../words/moments";
import { closeShop, handLink, INSTALLATION, reopenShop, type Shop } from "./calls";
import { HandOver } from "./HandOver";

const STATES: Readonly<Record<Shop["state"], () => string>> = {
  open: () => i18n.t("open: nobody has come in yet"),
  setting_up: () => i18n.t("being set up"),
  live: () => i18n.t("live"),
  closed: () => i18n.t("closed"),
};

/** A shop: how far it is, and opened, closed or handed over. */
export function ShopRow({ of }: { of: Shop }) {
  const queries = useQueryClient();
  const [closing, setClosing] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: INSTALLATION });
  const reopen = useMutation({ mutationFn: () => reopenShop(of.id), onSuccess: again, onError: complain });
  const link = useMutation({ mutationFn: () => handLink(of.id), onSuccess: again, onError: complain });
  const counts = [
    i18n.t("{count} people", { count: of.people }),
    i18n.t("{count} connected", { count: of.connections }),
    i18n.t("{count} alerts", { count: of.alerts }),
    i18n.t("{count} messages wait", { count: of.waiting }),
    of.heard_at && i18n.t("last message {when}", { when: dateAndClock(of.heard_at) }),
    of.closed_at && i18n.t("closed {when}", { when: dateAndClock(of.closed_at) }),
  ].filter(Boolean);
  return (
    <li>
      <div className="main">
        <b>{of.name}</b> <code>{of.slug}</code>{" "}
        <Chip kind={of.state === "live" ? "good" : of.state === "closed" ? "bad" : "warn"}>{STATES[of.state]()}</Chip>
        <small>{counts.join(" · ")}</small>
      </div>
      <div className="rules-buttons">
        {of.people === 0 && of.state !== "closed" && (
          <button type="button" className="plain" disabled={link.isPending} onClick={() => link.mutate()}>
            {i18n.t("New link for its owner")}
          </button>
        )}
        {of.state === "closed" ? (
          <button type="button" className="plain" disabled={reopen.isPending} onClick={() => reopen.mutate()}>
            {i18n.t("Open again")}
          </button>
        ) : (
          <button type="button" className="plain" aria-expanded={closing} onClick={() => setClosing(!closing)}>
            {i18n.t("Close…")}
          </button>
        )}
      </div>
      {link.data && <HandOver of={link.data} />}
      {closing && of.state !== "closed" && <CloseForm of={of} done={() => setClosing(false)} />}
    </li>
  );
}

function CloseForm({ of, done }: { of: Shop; done: () => void }) {
  const id = useId();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const again = () => queries.invalidateQueries({ queryKey: INSTALLATION });
  const close = useMutation({
    mutationFn: () => closeShop(of.id, typed),
    onSuccess: async () => {
      await again();
      tell({
        text: i18n.t("{shop} is closed", { shop: of.name }),
        seconds: 12,
        undo: () => reopenShop(of.id).then(again),
      });
      done();
    },
    onError: (error) => faultsAt(error, "/").length === 0 && complain(error),
  });
  return (
    <SentForm of={close} send={() => close.mutate()} label={i18n.t("Close {shop}", { shop: of.name })}>
      <p>
        {i18n.t(
          "Its people are logged out and cannot log in, its keys open nothing, and no message leaves any more. What customers write and systems tell is still taken in and kept. Opened again it goes on as it was; what was due meanwhile and is no longer worth telling stays unsent.",
        )}
      </p>
      <div className="field">
        <label htmlFor={id}>{i18n.t("Type the name of the shop: {shop}", { shop: of.name })}</label>
        <input
          id={id}
          value={typed}
          maxLength={200}
          autoComplete="off"
          aria-invalid={faultsAt(close.error, "/name").length > 0}
          aria-describedby={`${id}-wrong`}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Faults id={`${id}-wrong`} of={faultsAt(close.error, "/name")} />
      </div>
      <div className="rules-buttons">
        <button type="submit" className="primary" disabled={close.isPending || typed.trim() !== of.name.trim()}>
          {i18n.t("Close the shop")}
        </button>
        <button type="button" className="plain" onClick={done}>
          {i18n.t("Cancel")}
        </button>
      </div>
    </SentForm>
  );
}
