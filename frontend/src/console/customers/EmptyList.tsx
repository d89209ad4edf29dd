import { i18n } from "@lingui/core";
import { go } from "../shell/place";
import { type Asked, isNarrowed } from "./asked";

/** What an empty list means, and what to do first. */
export function EmptyList({ asked }: { asked: Asked }) {
  if (!isNarrowed(asked)) {
    return (
      <div className="empty">
        <h2>{i18n.t("Nobody is here yet")}</h2>
        <p>
          {i18n.t(
            "Connect your shop, or write to its WhatsApp number yourself: whoever buys or writes stands here at once.",
          )}
        </p>
      </div>
    );
  }
  return (
    <div className="empty">
      <p>{i18n.t("Nobody fits. Fewer letters find more; any script finds any script.")}</p>
      <button type="button" className="plain" onClick={() => go({ asked: "" }, true)}>
        {i18n.t("Show all customers")}
      </button>
    </div>
  );
}
