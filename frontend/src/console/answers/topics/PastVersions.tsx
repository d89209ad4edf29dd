import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Loaded } from "../../rules/parts";
import { complain, tell } from "../../shell/toasts";
import { dateAndClock } from "../../words/moments";
import { howOf } from "./Changes";

interface Version {
  number: number;
  how: string;
  by: string;
  at: string;
}

interface Props<V extends Version> {
  name: readonly unknown[];
  load: () => Promise<readonly V[]>;
  /** The version it is at; 0: it was dropped. */
  now: number;
  canWrite: boolean;
  /** What stands beside the day, and what it said; null for one that cannot be brought back. */
  say: (version: V) => { aside?: string; said: ReactNode } | null;
  restore: (number: number) => Promise<void>;
}

/** How something was before: who changed it and when, each version to be brought back. */
export function PastVersions<V extends Version>(props: Props<V>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="rules-card" onToggle={(event) => event.currentTarget.open && setOpen(true)}>
      <summary>{i18n.t("How it was before")}</summary>
      {isOpen && <Versions {...props} />}
    </details>
  );
}

function Versions<V extends Version>({ name, load, now, canWrite, say, restore }: Props<V>) {
  const found = useQuery({ queryKey: name, queryFn: load });
  const bringBack = async (number: number) => {
    try {
      await restore(number);
      tell({ text: i18n.t("It is as it was before"), seconds: 4 });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <Loaded of={found}>
      {(versions) => (
        <ul className="rules-list">
          {versions.map((version) => {
            const { number, how, by, at } = version;
            const told = say(version);
            return (
              <li key={number}>
                <div className="main">
                  <b>
                    {number} · {howOf(how)}
                  </b>
                  <small>{[dateAndClock(at), by, told?.aside].filter(Boolean).join(" · ")}</small>
                  {told?.said}
                </div>
                {canWrite && number !== now && told && (
                  <button type="button" className="plain" onClick={() => void bringBack(number)}>
                    {i18n.t("Bring back")}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Loaded>
  );
}
