import { i18n } from "@lingui/core";
import { useId } from "react";
import { useBuilding } from "./context";
import { PartTools } from "./GroupPart";
import type { Saved } from "./tree";

/** Whoever is in another segment. */
export function SavedPart({ of }: { of: Saved }) {
  const { change, segments, mine, wrong } = useBuilding();
  const id = useId();
  const fault = wrong.get(of.key);
  return (
    <div className={of.not ? "rule-part negated" : "rule-part"} data-part={of.key}>
      <div className="part-line">
        <span className="part-words">{i18n.t("In the segment")}</span>
        <select
          aria-label={i18n.t("Segment")}
          aria-invalid={fault !== undefined}
          aria-describedby={fault && id}
          value={of.segment ?? ""}
          onChange={(event) =>
            change(of.key, (one) => ({ ...one, segment: Number(event.target.value) || null }) as Saved)
          }
        >
          <option value="">{i18n.t("Choose…")}</option>
          {segments
            .filter((one) => one.id !== mine)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </select>
        <PartTools of={of} />
      </div>
      {fault && (
        <p className="wrong" id={id} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
