// What the pages of rules, sentences and safety share: how a page waits, and how a refusal is said where it belongs.
import { i18n } from "@lingui/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refused, withRemedy } from "../api/problem";
import { Failed } from "../shell/Failed";

interface Props<T> {
  of: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** What was asked for once it is there; before, that it is on its way, or what went wrong and how to try again. */
export function Loaded<T>({ of, children }: Props<T>) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (!of.isError) return <div className="rules-wait" role="status" aria-label={i18n.t("Loading")} />;
  return <Failed error={of.error} retry={() => void of.refetch()} />;
}

/** What a refusal says of fields whose place begins so; "" is the whole. */
export function faultsAt(error: unknown, ...places: readonly string[]): readonly string[] {
  if (!(error instanceof Refused)) return [];
  const told = (error.problem.errors ?? []).filter(({ pointer }) => places.some((place) => pointer.startsWith(place)));
  return told.map(({ detail, remedy }) => withRemedy(detail, remedy));
}

/** Return what a refusal says of a field, in one line. */
export const wrongAt = (error: unknown, ...places: readonly string[]) => faultsAt(error, ...places).join(" ");

/** What is wrong, read out when it appears. */
export function Faults({ id, of }: { id?: string; of: readonly string[] }) {
  return (
    <div id={id} role="alert" className="faults">
      {of.map((one) => (
        <p key={one} className="wrong">
          {one}
        </p>
      ))}
    </div>
  );
}

/** Return a number that was typed, times so many; what is none goes as it was typed, for the server to refuse. */
export function asCount(typed: string, times = 1): number {
  const count = typed.trim() === "" ? Number.NaN : Number(typed) * times;
  return Number.isNaN(count) ? (typed as unknown as number) : Math.round(count);
}

interface FormProps {
  of: { isPending: boolean; error: unknown };
  send: () => void;
  /** Which places its fields say what is wrong at; what is wrong elsewhere is said at its end. */
  said?: readonly string[];
  className?: string;
  label?: string;
  children: ReactNode;
}

/** A form whose fields the server judges and not the browser, and which is not sent again while it is on its way. */
export function SentForm({ of, send, said = ["/"], className = "rules-card", label, children }: FormProps) {
  const wrong = faultsAt(of.error, "/").filter((one) => !faultsAt(of.error, ...said).includes(one));
  return (
    <form
      className={className}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (!of.isPending) send();
      }}
    >
      {children}
      {wrong.length > 0 && <Faults of={wrong} />}
    </form>
  );
}

/** What is there when nothing is there yet, and what to do about it. */
export function Nothing({ say, children }: { say: string; children?: ReactNode }) {
  return (
    <div className="empty rules-empty">
      <p>{say}</p>
      {children}
    </div>
  );
}

/** A chip of one word; `kind` colours it. */
export function Chip({ kind = "", children }: { kind?: "good" | "bad" | "warn" | ""; children: ReactNode }) {
  return <span className={`chip rules-chip ${kind}`}>{children}</span>;
}
