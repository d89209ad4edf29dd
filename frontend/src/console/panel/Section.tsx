import type { ReactNode } from "react";
import { makeKept, useStore } from "../shell/store";

const shut = makeKept<readonly string[]>("dastak.panel.shut", []);

interface Props {
  /** By which keys and this browser know it. */
  name: string;
  title: string;
  count?: number | undefined;
  children: ReactNode;
}

/** A part of the panel that stays open or shut as it was left. */
export function Section({ name, title, count, children }: Props) {
  const isShut = useStore(shut).includes(name);
  const toggle = (open: boolean) =>
    shut.set((before) => (open ? before.filter((one) => one !== name) : [...new Set([...before, name])]));
  return (
    <details
      className="panel-section"
      data-panel={name}
      open={!isShut}
      onToggle={(event) => toggle(event.currentTarget.open)}
    >
      <summary>
        <h3>{title}</h3>
        {count !== undefined && count > 0 && <span className="count">{count}</span>}
      </summary>
      {children}
    </details>
  );
}
