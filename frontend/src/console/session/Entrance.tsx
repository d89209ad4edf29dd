import type { ReactNode } from "react";
import { Mark } from "../shell/Mark";

/** The frame of what is seen before one is logged in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="way-in">
      <div className="card-in">
        <div className="way-in-brand">
          <Mark />
          <span>Dastak</span>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
