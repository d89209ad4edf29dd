import { i18n } from "@lingui/core";
import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { desk } from "../api/desk";
import { complain, tell } from "../shell/toasts";
import { isVariable, variableName } from "./variables";

interface Props {
  id: number;
  text: string;
  missing: readonly string[];
  write: (text: string) => void;
  box: RefObject<HTMLTextAreaElement | null>;
}

/** Which variables hold a message back, and one click that has the server fill in what it knows. */
export function Unfilled({ id, text, missing, write, box }: Props) {
  if (missing.length === 0) return null;
  const fillIn = async (asked: string): Promise<void> => {
    const filled = await desk.fillText(id, asked);
    // Whoever has typed on meanwhile keeps what they typed.
    if (box.current && box.current.value !== asked) return fillIn(box.current.value);
    flushSync(() => write(filled.text));
    box.current?.focus();
    const [first] = filled.empty;
    if (!first) return;
    tell({ text: i18n.t("Not known here: {what}", { what: filled.empty.map(variableName).join(", ") }) });
    const at = filled.text.indexOf(`{${first}}`);
    box.current?.setSelectionRange(at, at + first.length + 2);
  };
  return (
    <p className="wrong" role="alert">
      {i18n.t("Fill in first: {what}", { what: missing.map(variableName).join(", ") })}{" "}
      {missing.every(isVariable) && (
        <button type="button" className="link" onClick={() => void fillIn(text).catch(complain)}>
          {i18n.t("Fill in what is known")}
        </button>
      )}
    </p>
  );
}
