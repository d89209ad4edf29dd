import type { Fault } from "./calls";
import { faultSaid } from "./words";

/** What is wrong with a field, below it. */
export function Faults({ id, of }: { id: string; of: readonly Fault[] }) {
  if (of.length === 0) return null;
  return (
    <ul className="wrong faults" id={id}>
      {[...new Set(of.map(faultSaid))].map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

/** What a field needs to say that something is wrong with it. */
export const marked = (id: string, of: readonly Fault[]) =>
  of.length > 0 ? { "aria-invalid": true, "aria-describedby": id } : {};
