import type { TimelineItem } from "../api/shapes";
import { day } from "../words/moments";

interface Props {
  of: TimelineItem;
  before: TimelineItem | undefined;
  now: number;
}

/** The day, where one begins. */
export function Day({ of, before, now }: Props) {
  if (before && new Date(before.at).toDateString() === new Date(of.at).toDateString()) return null;
  return (
    <div className="day">
      <span>{day(of.at, now)}</span>
    </div>
  );
}
