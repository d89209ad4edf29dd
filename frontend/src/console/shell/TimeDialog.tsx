import { i18n } from "@lingui/core";
import { useState } from "react";
import { Field } from "../session/Field";
import { PageDialog } from "./PageDialog";
import { dialogOpen } from "./panes";

interface Props {
  name: "sendLater" | "snoozeUntil" | "snoozeSelected";
  title: string;
  does: string;
  pick: (at: string) => void;
}

/** Ask for a day and a time to come. */
export function TimeDialog({ name, title, does, pick }: Props) {
  const [at, setAt] = useState("");
  const time = at ? new Date(at) : null;
  const late = time !== null && time.getTime() <= Date.now();
  return (
    <PageDialog name={name} title={title}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!time || late) return;
          dialogOpen.set("");
          pick(time.toISOString());
        }}
      >
        <Field
          label={i18n.t("Day and time")}
          type="datetime-local"
          value={at}
          autoFocus
          required
          onChange={(event) => setAt(event.target.value)}
        />
        <p className="wrong" role="alert">
          {late ? i18n.t("That is past already.") : ""}
        </p>
        <button type="submit" className="primary" disabled={!at || late}>
          {does}
        </button>
      </form>
    </PageDialog>
  );
}
