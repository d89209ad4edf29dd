import { useSyncExternalStore } from "react";

const NARROW = "(width < 760px)";

function follow(changed: () => void) {
  const query = matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Whether list and conversation stand side by side. */
export const useWide = () => !useSyncExternalStore(follow, () => matchMedia(NARROW).matches);
