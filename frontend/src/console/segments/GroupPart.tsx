import { i18n } from "@lingui/core";
import { useId } from "react";
import { flushSync } from "react-dom";
import { ConditionPart } from "./ConditionPart";
import { useBuilding } from "./context";
import { SavedPart } from "./SavedPart";
import { type Group, type Node, newCondition, newGroup, newSaved } from "./tree";

const DEEPEST = 3;

/** A group: all of its parts, or any of them. */
export function GroupPart({ of, depth }: { of: Group; depth: number }) {
  const { change, wrong, segments, mine } = useBuilding();
  const id = useId();
  const set = (changes: Partial<Group>) => change(of.key, (one) => ({ ...(one as Group), ...changes }));
  const add = (part: Node) => {
    flushSync(() => set({ parts: [...of.parts, part] }));
    // Whoever adds a part goes on in it.
    document.querySelector<HTMLElement>(`[data-part="${part.key}"] select`)?.focus();
  };
  const fault = wrong.get(of.key);
  return (
    <div className="rule-group" data-part={of.key} role="group" aria-labelledby={id}>
      <header>
        <select
          id={id}
          aria-label={i18n.t("Of these conditions")}
          value={of.join}
          onChange={(event) => set({ join: event.target.value as Group["join"] })}
        >
          <option value="all">{i18n.t("All of these fit (AND)")}</option>
          <option value="any">{i18n.t("Any of these fits (OR)")}</option>
        </select>
        {depth > 1 && <PartTools of={of} />}
      </header>
      {fault && (
        <p className="wrong" role="alert">
          {fault}
        </p>
      )}
      {of.parts.length === 0 && depth === 1 && (
        <p className="quiet">{i18n.t("Without a condition it means every customer.")}</p>
      )}
      <ol>
        {of.parts.map((one) => (
          <li key={one.key}>
            {one.kind === "group" ? (
              <GroupPart of={one} depth={depth + 1} />
            ) : one.kind === "saved" ? (
              <SavedPart of={one} />
            ) : (
              <ConditionPart of={one} />
            )}
          </li>
        ))}
      </ol>
      <div className="rule-adds">
        <button type="button" className="plain" onClick={() => add(newCondition())}>
          + {i18n.t("Condition")}
        </button>
        {depth < DEEPEST && (
          <button type="button" className="plain" onClick={() => add(newGroup([newCondition()], "any"))}>
            + {i18n.t("Group")}
          </button>
        )}
        {segments.some((one) => one.id !== mine) && (
          <button type="button" className="plain" onClick={() => add(newSaved())}>
            + {i18n.t("Other segment")}
          </button>
        )}
      </div>
    </div>
  );
}

/** Turn a part into its contrary, or take it out. */
export function PartTools({ of }: { of: Node }) {
  const { change } = useBuilding();
  return (
    <span className="part-tools">
      <button
        type="button"
        className="switch"
        aria-pressed={of.not}
        title={i18n.t("Whoever does not fit this")}
        onClick={() => change(of.key, (one) => ({ ...one, not: !one.not }))}
      >
        {i18n.t("not")}
      </button>
      <button
        type="button"
        className="round"
        aria-label={i18n.t("Take this out")}
        onClick={() => change(of.key, () => null)}
      >
        ×
      </button>
    </span>
  );
}
