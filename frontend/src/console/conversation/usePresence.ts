import { useEffect } from "react";
import { desk } from "../api/desk";

const HEARTBEAT = 15_000;
const unheard = () => undefined;

const WRITES = 5000;
let written = 0;

/** Say to colleagues that I write, once in a while. */
export function tellWriting(id: number) {
  if (Date.now() - written < WRITES) return;
  written = Date.now();
  void desk.presence(id, "typing").catch(unheard);
}

/** Say to colleagues that I look at it, for as long as I do. */
export function usePresence(id: number) {
  useEffect(() => {
    const say = () => {
      if (document.visibilityState === "visible") void desk.presence(id, "viewing").catch(unheard);
    };
    say();
    const timer = window.setInterval(say, HEARTBEAT);
    document.addEventListener("visibilitychange", say);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", say);
      void desk.presence(id, "gone").catch(unheard);
    };
  }, [id]);
}
