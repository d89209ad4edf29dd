// A value that components share and that is no answer of the API.
import { useSyncExternalStore } from "react";

export interface Store<T> {
  get: () => T;
  set: (change: T | ((before: T) => T)) => void;
  follow: (changed: () => void) => () => void;
}

export function makeStore<T>(first: T): Store<T> {
  let value = first;
  const followers = new Set<() => void>();
  return {
    get: () => value,
    set: (change) => {
      const next = change instanceof Function ? change(value) : change;
      if (next === value) return;
      value = next;
      for (const changed of followers) changed();
    },
    follow: (changed) => {
      followers.add(changed);
      return () => followers.delete(changed);
    },
  };
}

export const useStore = <T>(store: Store<T>) => useSyncExternalStore(store.follow, store.get, store.get);

/** A store whose value this browser keeps. */
export function makeKept<T>(name: string, first: T): Store<T> {
  const read = () => {
    try {
      return (JSON.parse(localStorage.getItem(name) ?? "null") as T | null) ?? first;
    } catch {
      return first;
    }
  };
  const store = makeStore(read());
  store.follow(() => localStorage.setItem(name, JSON.stringify(store.get())));
  return store;
}
