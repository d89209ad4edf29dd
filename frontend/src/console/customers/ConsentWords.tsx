import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import type { Customer } from "../panel/customer";
import { channelName } from "../panel/words";
import { dateAndClock } from "../words/moments";
import { purposeSaid, sourceName } from "./words";

/** How it came to that: each yes and no, when and where it was heard, and in what words. */
export function ConsentWords({ of }: { of: Customer["words"] }) {
  if (of.length === 0) return null;
  return (
    <details className="more-words">
      <summary>{i18n.t("How it came to that")}</summary>
      <ul className="ledger">
        {of.map((one) => (
          <li key={`${one.at} ${one.channel} ${one.purpose} ${one.granted}`}>
            <b>{one.granted ? i18n.t("yes") : i18n.t("stopped")}</b> {channelName(one.channel)},{" "}
            {purposeSaid(one.purpose)}
            {one.words && <q lang={langOf(one.words, "en")}>{one.words}</q>}
            <small>
              {dateAndClock(one.at)} · {sourceName(one.source)}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
