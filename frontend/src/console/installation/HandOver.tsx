import { i18n } from "@lingui/core";
import { CopyLine } from "../settings/connections/CopyLine";
import { dateAndClock } from "../words/moments";
import type { Opened } from "./calls";

/** The link by which a shop's first owner comes in, shown this once. */
export function HandOver({ of }: { of: Opened }) {
  return (
    <div className="hint-line" role="status">
      <CopyLine name={i18n.t("Hand this link to the owner of {shop}", { shop: of.shop.name })} text={of.url} />
      <small>
        {i18n.t("It is good once, until {when}, and not shown again.", { when: dateAndClock(of.expires_at) })}
      </small>
    </div>
  );
}
