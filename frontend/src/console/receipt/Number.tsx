import type { ReactNode } from "react";
import { isShown, type Shown, showList, writeShown } from "./asked";
import { count } from "./words";

interface Props {
  n: number;
  of: Shown;
  shown: Shown | null;
  /** What it counts, for who hears it. */
  says: string;
  children?: ReactNode;
}

/** A number of the receipt: a link to the people it counts. */
export function NumberLink({ n, of, shown, says, children }: Props) {
  const open = isShown(shown, of);
  if (n === 0) return <b className="number none">{count(0)}</b>;
  return (
    <a
      className="number"
      href={`?${writeShown(of)}`}
      aria-label={`${count(n)} · ${says}`}
      aria-current={open ? "true" : undefined}
      data-counts={`${of.part}${of.reason && `:${of.reason}`}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        showList(open ? null : of);
      }}
    >
      {children ?? count(n)}
    </a>
  );
}
