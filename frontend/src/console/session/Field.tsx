import { type InputHTMLAttributes, useId } from "react";

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  /** What is wrong with what was typed; it stays typed. */
  wrong?: string | undefined;
}

/** A line to write in, below its name. */
export function Field({ label, hint, wrong, ...input }: Props) {
  const id = useId();
  const told = [hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={told || undefined} aria-invalid={wrong ? true : undefined} {...input} />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {wrong && (
        <span id={`${id}-wrong`} className="wrong" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}
