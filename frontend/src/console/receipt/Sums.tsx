import { i18n } from "@lingui/core";
import type { Receipt } from "../api/shapes";
import type { Shown } from "./asked";
import { NumberLink } from "./Number";
import type { Counted } from "./receipts";
import { addsUp, numberOf, SUMS, type Sum } from "./sums";
import { MEANINGS, partName } from "./words";

interface Props {
  receipt: Receipt;
  shown: Shown | null;
}

/** Both sums, written out so that anybody can see that they add up. */
export function Sums({ receipt, shown }: Props) {
  const titles = [i18n.t("What became of everybody"), i18n.t("What became of what was taken")];
  return (
    <div className="sums">
      {SUMS.map((sum, place) => (
        <section key={sum.whole} className="sum" aria-label={titles[place]} data-sum={sum.whole}>
          <h2>{titles[place]}</h2>
          <ol>
            <Row receipt={receipt} shown={shown} counted={sum.whole} sign="" />
            {sum.parts.map((part, index) => (
              <Row key={part} receipt={receipt} shown={shown} counted={part} sign={index === 0 ? "=" : "+"} />
            ))}
          </ol>
          <Proof receipt={receipt} sum={sum} />
        </section>
      ))}
    </div>
  );
}

function Row({ receipt, shown, counted, sign }: Props & { counted: Counted; sign: string }) {
  const n = numberOf(receipt, counted);
  return (
    <li className={n === 0 ? "nobody" : sign === "" ? "whole" : undefined} data-part={counted}>
      <span className="sign" aria-hidden="true">
        {sign}
      </span>
      <NumberLink n={n} of={{ part: counted, reason: "" }} shown={shown} says={partName(counted)} />
      <span className="part-name">{partName(counted)}</span>
      <small>{MEANINGS[counted]()}</small>
    </li>
  );
}

/** Whether it adds up, as a line of its own: it always should, and who doubts can see it. */
function Proof({ receipt, sum }: { receipt: Receipt; sum: Sum }) {
  return addsUp(receipt, sum) ? (
    <p className="proof">✓ {i18n.t("It adds up: everybody is counted once.")}</p>
  ) : (
    <p className="wrong" role="alert">
      {i18n.t("It does not add up. Tell whoever runs Dastak for you.")}
    </p>
  );
}
