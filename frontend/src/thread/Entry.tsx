import { Bubble, type BubbleProps } from "./Bubble";
import { placeBelow } from "./grouping";
import type { Message } from "./types";
import { dayOf } from "./words";

interface Props extends Omit<BubbleProps, "grouped"> {
  before: Message | undefined;
  /** The time that "Today" is taken from. */
  now: number;
}

/** One message of a thread, below its day where one begins. */
export function Entry({ before, now, ...rest }: Props) {
  const { newDay, grouped } = placeBelow(rest.message, before);
  return (
    <>
      {newDay && (
        <div className="day">
          <span>{dayOf(rest.message.at, now)}</span>
        </div>
      )}
      <Bubble {...rest} grouped={grouped} />
    </>
  );
}
