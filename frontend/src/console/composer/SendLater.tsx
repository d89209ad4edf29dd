import { i18n } from "@lingui/core";
import { TimeDialog } from "../shell/TimeDialog";

/** A time at which the message leaves; cancelled or asked about if the customer writes first. */
export function SendLater({ send }: { send: (at: string) => void }) {
  return <TimeDialog name="sendLater" title={i18n.t("Send later")} does={i18n.t("Send then")} pick={send} />;
}
