import { i18n } from "@lingui/core";
import { useState } from "react";
import type { View } from "../api/shapes";
import { Field } from "../session/Field";
import { DIGITS } from "./useViews";

/** What of a view can be changed; `pin` is my own digit for it. */
export type ViewParts = Pick<View, "name" | "query" | "sort" | "shared" | "pin">;

interface Props {
  of: ViewParts;
  /** Somebody else's: only the digit is mine. */
  digitOnly?: boolean;
  does: string;
  save: (parts: ViewParts) => void;
  remove?: () => void;
}

/** A view: its name, what it searches, the order, who sees it, the digit that opens it. */
export function ViewForm({ of, digitOnly = false, does, save, remove }: Props) {
  const [parts, setParts] = useState(of);
  const change = (changed: Partial<ViewParts>) => setParts({ ...parts, ...changed });
  const sorts: Record<View["sort"], string> = {
    active: i18n.t("Newest"),
    waiting: i18n.t("Waiting longest"),
    window: i18n.t("Window closes first"),
  };
  return (
    <form
      className="dialog-form view-form"
      onSubmit={(event) => {
        event.preventDefault();
        save({ ...parts, name: parts.name.trim(), query: parts.query.trim() });
      }}
    >
      {!digitOnly && (
        <>
          <Field
            label={i18n.t("Name")}
            value={parts.name}
            maxLength={60}
            required
            onChange={(event) => change({ name: event.target.value })}
          />
          <Field
            label={i18n.t("What it shows, as in the search box")}
            value={parts.query}
            required
            onChange={(event) => change({ query: event.target.value })}
          />
        </>
      )}
      <div className="view-line">
        {!digitOnly && (
          <select
            aria-label={i18n.t("Order")}
            value={parts.sort}
            onChange={(event) => change({ sort: event.target.value as View["sort"] })}
          >
            {(Object.keys(sorts) as View["sort"][]).map((sort) => (
              <option key={sort} value={sort}>
                {sorts[sort]}
              </option>
            ))}
          </select>
        )}
        <select
          aria-label={i18n.t("Key")}
          value={parts.pin ?? ""}
          onChange={(event) => change({ pin: Number(event.target.value) || null })}
        >
          <option value="">{i18n.t("No key")}</option>
          {DIGITS.map((digit) => (
            <option key={digit} value={digit}>
              {i18n.t("Key {digit}", { digit })}
            </option>
          ))}
        </select>
      </div>
      {!digitOnly && (
        <label className="check-line">
          <input
            type="checkbox"
            checked={parts.shared}
            onChange={(event) => change({ shared: event.target.checked })}
          />
          {i18n.t("Everybody in the shop sees it")}
        </label>
      )}
      <div className="view-line">
        <button type="submit" className="primary">
          {does}
        </button>
        {remove && (
          <button type="button" className="plain" onClick={remove}>
            {i18n.t("Delete")}
          </button>
        )}
      </div>
    </form>
  );
}
