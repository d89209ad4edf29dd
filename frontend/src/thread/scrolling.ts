import { useEffect, useRef, useState } from "react";

const NEAR = 80;

/** Keep a thread at its newest message, whatever grows (a message, a picture, a font), unless the reader has scrolled up. */
export function useScroll() {
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  useEffect(() => {
    const box = log.current;
    if (!box) return;
    let top = 0;
    const follow = () => {
      // This is heard a moment later, when the next message may stand there already: only who goes up has left the end.
      if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR) follows.current = true;
      else if (box.scrollTop < top) follows.current = false;
      top = box.scrollTop;
      setAtEnd(follows.current);
    };
    box.addEventListener("scroll", follow, { passive: true });
    const resized = new ResizeObserver(() => {
      if (follows.current) box.scrollTo({ top: box.scrollHeight });
      // What has shrunk (a font came) moves the end up, and is nobody who reads above.
      top = box.scrollTop;
    });
    for (const one of [box, ...box.children]) resized.observe(one);
    return () => {
      box.removeEventListener("scroll", follow);
      resized.disconnect();
    };
  }, []);
  return { log, atEnd, toEnd };
}
