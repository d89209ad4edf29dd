import { i18n } from "@lingui/core";
import { Checkbox, GridListItem } from "react-aria-components";
import { langOf } from "../../thread/words";
import type { ConversationTold, Label, Staff } from "../api/shapes";
import { useMe } from "../session/session";
import { cut, LOCALE_CHIPS, localeName } from "../words/locales";
import { shortly } from "../words/moments";
import { named } from "../words/named";
import { Clock } from "./Clock";
import { Face } from "./Face";
import { LabelChip } from "./LabelChip";
import { nameOf } from "./people";
import { type FoundConversation, pieces } from "./searching";

interface Props {
  of: FoundConversation;
  open: boolean;
  now: number;
  staff: readonly Staff[];
  labels: readonly Label[];
}

const LINE = 90;

/** One conversation of the list. Bold: nobody has answered; the dot: I have not read it. */
export function Row({ of, open, now, staff, labels }: Props) {
  const name = of.name || of.handle || of.address;
  const me = useMe();
  const assignee = staff.find((one) => one.id === of.assignee_id);
  const classes = ["row", of.waiting_since && "waiting", of.unread && "unread", open && "open"]
    .filter(Boolean)
    .join(" ");
  return (
    <GridListItem id={of.id} textValue={read(of, name)} className={classes} data-conversation={of.id}>
      <Checkbox slot="selection" className="row-box">
        <span aria-hidden="true" />
      </Checkbox>
      <span className={`channel ${of.channel}`} role="img" aria-label={of.channel === "sms" ? "SMS" : "WhatsApp"} />
      <span className="row-name" lang={langOf(name, of.locale ?? "en")}>
        {name}
      </span>
      <span className="row-chips">
        {of.locale && (
          <span className="chip locale" title={localeName(of.locale)}>
            {LOCALE_CHIPS[of.locale] ?? of.locale}
          </span>
        )}
      </span>
      {of.active_at && (
        <time className="row-when" dateTime={of.active_at}>
          {shortly(of.active_at, now)}
        </time>
      )}
      <LastLine of={of} staff={staff} />
      <span className="row-marks">
        {!of.has_phone && <span className="chip quiet">{i18n.t("no number")}</span>}
        {of.has_draft && <span className="chip draft">{i18n.t("Draft")}</span>}
        {of.flags
          .filter((flag) => flag !== "window")
          .map((flag) => (
            <span key={flag} className={`chip flag ${flag}`}>
              {flagName(flag)}
            </span>
          ))}
        {labels
          .filter((label) => of.labels.includes(label.id))
          .map((label) => (
            <LabelChip key={label.id} of={label} />
          ))}
      </span>
      <span className="row-end">
        <Clock of={of} now={now} />
        {of.viewers
          .filter((id) => id !== me.staff.id)
          .map((id) => (
            <Face key={id} id={id} name={nameOf(staff.find((one) => one.id === id))} small />
          ))}
        {assignee && <Face id={assignee.id} name={nameOf(assignee)} small />}
      </span>
    </GridListItem>
  );
}

function LastLine({ of, staff }: { of: FoundConversation; staff: readonly Staff[] }) {
  if (of.found) {
    return (
      <span className="row-last" lang={langOf(of.found.text, of.locale ?? "en")}>
        {pieces(of.found).map(({ text, marked, at }) => (marked ? <mark key={at}>{text}</mark> : text))}
      </span>
    );
  }
  const who = of.last && writer(of.last.author, of.last.staff_id ?? null, staff);
  return (
    <span className="row-last">
      {who && <b>{who}: </b>}
      {of.last && <span lang={langOf(of.last.text, of.locale ?? "en")}>{cut(of.last.text, LINE)}</span>}
    </span>
  );
}

/** Return who of the shop wrote a line; nothing where the customer did. */
export function writer(author: string, id: number | null, staff: readonly Staff[]): string | null {
  if (author === "customer") return null;
  if (author === "assistant") return i18n.t("Assistant");
  if (id === null) return i18n.t("Shop");
  return nameOf(staff.find((one) => one.id === id));
}

export const FLAGS: Record<ConversationTold["flags"][number], () => string> = {
  late: () => i18n.t("Late parcel"),
  cod: () => i18n.t("COD unconfirmed"),
  low_rating: () => i18n.t("Low rating"),
  window: () => i18n.t("Window closes soon"),
  withheld: () => i18n.t("Withheld"),
  failed: () => i18n.t("Not delivered"),
};
export const flagName = (flag: string) => named(FLAGS, flag, () => i18n.t("Needs a look"));

/** What a screen reader says of a row: bold and dots in words. */
function read(of: FoundConversation, name: string): string {
  const said = [name];
  if (of.waiting_since) said.push(i18n.t("waits for an answer"));
  if (of.unread) said.push(i18n.t("unread"));
  if (of.last) said.push(cut(of.last.text, LINE));
  return said.join(", ");
}
