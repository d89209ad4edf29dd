import type { CSSProperties } from "react";
import { langOf } from "../../thread/words";
import type { Label } from "../api/shapes";

/** A label in its colour, mixed so that its name can be read in light and dark. */
export function LabelChip({ of }: { of: Label }) {
  return (
    <span className="chip label" lang={langOf(of.name, "en")} style={{ "--colour": of.colour } as CSSProperties}>
      {of.name}
    </span>
  );
}
