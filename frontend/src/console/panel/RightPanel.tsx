import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import type { ConversationWhole } from "../api/shapes";

interface Props {
  of: ConversationWhole;
}

/** What is known of the customer beside the thread: orders first. Each section says by data-panel what it is. */
export function RightPanel({ of }: Props) {
  return (
    <section data-panel="customer" tabIndex={-1}>
      <h3>{i18n.t("Customer")}</h3>
      <p lang={langOf(of.name, of.locale ?? "en")}>{of.name || of.address}</p>
    </section>
  );
}
