import { useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR = 80;

/** Keep a thread at its newest message, unless the reader has scrolled up; `grown` changes whenever it becomes longer. */
export function useScroll(grown: string) {
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has grown is the reason, not an input
  useLayoutEffect(() => {
    if (follows.current) log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [grown]);
  useEffect(() => {
    const box = log.current;
    if (!box) return;
    const follow = () => {
      follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      setAtEnd(follows.current);
    };
    box.addEventListener("scroll", follow, { passive: true });
    const resized = new ResizeObserver(() => {
      if (follows.current) box.scrollTo({ top: box.scrollHeight });
    });
    resized.observe(box);
    return () => {
      box.removeEventListener("scroll", follow);
      resized.disconnect();
    };
  }, []);
  return { log, atEnd, toEnd };
}
