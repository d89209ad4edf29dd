import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNames } from "./context";
import { SegmentEditor } from "./SegmentEditor";
import type { Segment } from "./segments";
import { fromRule, type Rule } from "./tree";
import { sayKept } from "./words";

/** A segment built where one is to be chosen: once kept, it is the chosen one. */
export function BuildHere({ choose }: { choose: (id: number) => void }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <button type="button" className="plain" onClick={() => setOpen(true)}>
        {i18n.t("Build a new segment here")}
      </button>
    );
  }
  return (
    <section className="build-here" aria-label={i18n.t("New segment")}>
      <SegmentEditor
        of={null}
        kept={(segment) => {
          setOpen(false);
          void queries.invalidateQueries({ queryKey: ["segments"], exact: true });
          choose(segment.id);
        }}
        cancel={() => setOpen(false)}
      />
    </section>
  );
}

/** Whom a kept segment means, in a sentence of the console's language. */
export function SegmentSaid({ of }: { of: Pick<Segment, "rule" | "sentence"> }) {
  const names = useNames([fromRule(of.rule as Rule)]);
  return <p className="quiet rule-said">{sayKept(of, names)}</p>;
}
