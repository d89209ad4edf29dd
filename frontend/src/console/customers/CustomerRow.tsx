import { i18n } from "@lingui/core";
import { GridListItem } from "react-aria-components";
import { langOf } from "../../thread/words";
import type { Label } from "../api/shapes";
import { LabelChip } from "../inbox/LabelChip";
import { channelName, money } from "../panel/words";
import { LOCALE_CHIPS, localeName } from "../words/locales";
import { shortly } from "../words/moments";
import { type CustomerListed, calledOf } from "./people";
import { offersSaid } from "./words";

interface Props {
  of: CustomerListed;
  now: number;
  labels: readonly Label[];
}

/** One customer of the list. */
export function CustomerRow({ of, now, labels }: Props) {
  const name = calledOf(of);
  const [sum, ...others] = of.bought;
  return (
    <GridListItem id={of.id} textValue={read(of, name, now)} className="people-row" data-customer={of.id}>
      <span className="who" lang={langOf(name, of.locale ?? "en")}>
        {name}
      </span>
      <span className="reached">
        {of.channel && <span className={`channel-dot ${of.channel}`} role="img" aria-label={channelName(of.channel)} />}
        <span className="address">{of.phones[0] ?? of.handles[0] ?? i18n.t("no number")}</span>
        {of.phones.length > 1 && <small>+{of.phones.length - 1}</small>}
      </span>
      <span className="speaks">
        {of.locale && (
          <span className="chip locale" title={localeName(of.locale)}>
            {LOCALE_CHIPS[of.locale] ?? of.locale}
          </span>
        )}
      </span>
      <span className="bought">
        {sum && (
          <>
            <b>{sum.orders}</b> {money(sum.total, sum.currency)}
            {others.length > 0 && " +"}
          </>
        )}
      </span>
      <span className="wrote">
        {of.last_wrote_at && <time dateTime={of.last_wrote_at}>{shortly(of.last_wrote_at, now)}</time>}
      </span>
      <span className="offers">
        {of.offers.map((one) => (
          <span key={one.channel} className={one.agreed ? "chip yes" : "chip no"}>
            {one.agreed ? "✓" : "✕"} {channelName(one.channel)}
          </span>
        ))}
      </span>
      <span className="labelled">
        {labels
          .filter((label) => of.labels.includes(label.id))
          .map((label) => (
            <LabelChip key={label.id} of={label} />
          ))}
      </span>
    </GridListItem>
  );
}

/** What a screen reader says of a row: signs and columns in words. */
function read(of: CustomerListed, name: string, now: number): string {
  const said = [name, of.phones[0] ?? of.handles[0] ?? i18n.t("no number")];
  if (of.locale) said.push(localeName(of.locale));
  for (const sum of of.bought) {
    said.push(
      i18n.t("{n, plural, one {# order} other {# orders}}, {sum}", {
        n: sum.orders,
        sum: money(sum.total, sum.currency),
      }),
    );
  }
  if (of.last_wrote_at) said.push(i18n.t("last wrote {when}", { when: shortly(of.last_wrote_at, now) }));
  return [...said, ...of.offers.map(offersSaid)].join(", ");
}
