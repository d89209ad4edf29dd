// The live stream, with a reconnect that never gives up.
import type { LiveEvent } from "./types";

const LONGEST_PAUSE = 10_000;

/** Listen until the returned function is called; `opened` runs at each (re)connection. */
export function listen(heard: (event: LiveEvent) => void, opened: () => void, lost: () => void): () => void {
  let source: EventSource | null = null;
  let pause = 500;
  let timer = 0;
  const connect = () => {
    source = new EventSource("/sim/stream");
    source.onopen = () => {
      pause = 500;
      opened();
    };
    source.onmessage = (message: MessageEvent<string>) => heard(JSON.parse(message.data) as LiveEvent);
    source.onerror = () => {
      lost();
      // The browser gives up on an HTTP error (a restart behind a proxy, say): begin anew ourselves.
      source?.close();
      timer = window.setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  };
  connect();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}
