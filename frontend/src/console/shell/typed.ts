// What is written in a form: what is known, and over it what was typed.
import { useCallback, useState } from "react";

/** Return what is written: what was typed stays over what is known, whatever others change meanwhile. */
export function useTyped<T extends object>(known: T) {
  const [typed, setTyped] = useState<Partial<T>>({});
  const type = useCallback((changes: Partial<T>) => setTyped((before) => ({ ...before, ...changes })), []);
  const forget = useCallback(() => setTyped({}), []);
  return { written: { ...known, ...typed }, typed, type, forget };
}
