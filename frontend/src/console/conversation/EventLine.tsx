import type { EventItem, Staff } from "../api/shapes";
import { nameOf } from "../inbox/people";
import { clock } from "../words/moments";
import { tellEvent } from "./events";

/** What was done, in a line between the messages. */
export function EventLine({ of, staff }: { of: EventItem; staff: readonly Staff[] }) {
  const by = of.staff_id === null ? "" : nameOf(staff.find((one) => one.id === of.staff_id));
  const text = tellEvent(of, by, (id) => nameOf(staff.find((one) => one.id === id)));
  return (
    <p className="event">
      {text} <time dateTime={of.at}>{clock(of.at)}</time>
    </p>
  );
}
