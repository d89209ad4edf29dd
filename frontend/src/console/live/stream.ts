// The live stream of this browser: one tab has it and passes on what it says; which one, the browser's locks decide.
import type { News } from "./news";

const LOCK = "dastak.live";
const CHANNEL = "dastak.live";
const LONGEST_PAUSE = 10_000;

export interface Line {
  heard: (news: News) => void;
  open: () => void;
  lost: () => void;
}
type Word = { news: News } | "open" | "lost" | "how?";

/** Listen to what is told at an address, by this tab's own stream or another tab's, until the function is called. */
export function listen(address: string, line: Line): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  let state: "open" | "lost" = "lost";
  let leads = false;
  const pass = (word: Word) => {
    take(word);
    channel.postMessage(word);
  };
  const take = (word: Word) => {
    if (word === "open" || word === "lost") {
      state = word;
      line[word]();
    } else if (word !== "how?") line.heard(word.news);
  };
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data !== "how?") take(data);
    else if (leads) channel.postMessage(state);
  };
  channel.postMessage("how?" satisfies Word);
  const lead = () =>
    new Promise<void>((ended) => {
      leads = true;
      const close = connect(address, pass);
      stop.signal.addEventListener("abort", () => {
        close();
        ended();
      });
    });
  navigator.locks.request(LOCK, { signal: stop.signal }, lead).catch(() => undefined);
  return () => {
    stop.abort();
    channel.close();
  };
}

/** The stream itself, with a reconnect that never gives up and begins where it ended. */
function connect(address: string, pass: (word: Word) => void): () => void {
  let source: EventSource | null = null;
  let pause = 500;
  let timer = 0;
  let last = "";
  const open = () => {
    source = new EventSource(last ? `${address}?after=${last}` : address, { withCredentials: true });
    source.onopen = () => {
      pause = 500;
      pass("open");
    };
    source.onmessage = (event: MessageEvent<string>) => {
      if (event.lastEventId) last = event.lastEventId;
      pass({ news: JSON.parse(event.data) as News });
    };
    source.onerror = () => {
      pass("lost");
      // The browser itself gives up on an HTTP error (a restart behind a proxy, say): begin anew ourselves.
      source?.close();
      timer = window.setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    };
  };
  open();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}
