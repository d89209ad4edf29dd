import { i18n } from "@lingui/core";
import type { Draft } from "./useDraft";

/** The fifth step: the message on one's own phone, before it is on anybody else's. */
export function TestStep(_: Draft) {
  return <p className="hint-line">{i18n.t("Look at it in step “What” as each of your customers reads it.")}</p>;
}
