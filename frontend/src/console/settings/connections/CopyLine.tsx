import { i18n } from "@lingui/core";
import { useState } from "react";
import { Icon } from "../../../thread/icons";

/** Something to be pasted elsewhere, and a button that copies it. */
export function CopyLine({ name, text }: { name: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return (
    <div className="copy-line">
      <span>{name}</span>
      <code>{text}</code>
      <button type="button" className="plain" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "copy"} />
        {copied ? i18n.t("Copied") : i18n.t("Copy")}
      </button>
    </div>
  );
}
