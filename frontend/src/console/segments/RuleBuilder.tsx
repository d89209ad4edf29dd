import { i18n } from "@lingui/core";
import { useMemo } from "react";
import { BuildingOf, useFields, useNames, useSegments } from "./context";
import { GroupPart } from "./GroupPart";
import { changed, type Group } from "./tree";

interface Props {
  root: Group;
  change: (root: Group) => void;
  /** The segment that is built, which cannot use itself; null for one that is not kept yet. */
  mine: number | null;
  /** What is wrong with parts, by their keys. */
  wrong: ReadonlyMap<number, string>;
}

/** A rule, put together of groups and conditions. */
export function RuleBuilder({ root, change, mine, wrong }: Props) {
  const fields = useFields();
  const segments = useSegments().data;
  const names = useNames([root]);
  const building = useMemo(
    () =>
      fields && {
        fields: fields.byName,
        names,
        segments: segments ?? [],
        mine,
        wrong,
        change: (key: number, one: Parameters<typeof changed>[2]) =>
          change(key === root.key ? (one(root) as Group) : changed(root, key, one)),
      },
    [fields, names, segments, mine, wrong, change, root],
  );
  if (!building) return <p role="status">{i18n.t("Loading")}</p>;
  return (
    <BuildingOf value={building}>
      <div className="rule" role="group" aria-label={i18n.t("Rule")}>
        <GroupPart of={root} depth={1} />
      </div>
    </BuildingOf>
  );
}
