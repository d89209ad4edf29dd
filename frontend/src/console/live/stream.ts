// The live stream of this browser: one tab has it and passes on what it says; which one, the browser's locks decide.
import type { News } from "./news";

const LOCK = "dastak.live";
const CHANNEL = "dastak.live";
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** A line that is silent for so long is dead, whatever the browser thinks: the server gives a sign each 15 s. */
const LONGEST_SILENCE = 35_000;

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
    if (stop.signal.aborted) return; // the last word of a stream that nobody listens to any more
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
      if (stop.signal.aborted) return ended();
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
  let pause = FIRST_PAUSE;
  let timer = 0;
  let silence = 0;
  let last = "";
  const alive = () => {
    window.clearTimeout(silence);
    silence = window.setTimeout(lose, LONGEST_SILENCE);
  };
  const open = () => {
    close();
    alive();
    source = new EventSource(last ? `${address}?after=${last}` : address, { withCredentials: true });
    source.onopen = () => {
      pause = FIRST_PAUSE;
      pass("open");
    };
    source.addEventListener("beat", alive);
    source.onmessage = (event: MessageEvent<string>) => {
      alive();
      if (event.lastEventId) last = event.lastEventId;
      pass({ news: JSON.parse(event.data) as News });
    };
    source.onerror = lose;
  };
  const close = () => {
    window.clearTimeout(timer);
    window.clearTimeout(silence);
    source?.close();
  };
  // The browser itself gives up on an HTTP error (a restart behind a proxy, say): begin anew ourselves.
  const lose = () => {
    pass("lost");
    close();
    timer = window.setTimeout(open, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };
  const again = () => {
    pause = FIRST_PAUSE;
    open();
  };
  // A network that is gone ends no stream by itself.
  addEventListener("offline", lose);
  addEventListener("online", again);
  open();
  return () => {
    removeEventListener("offline", lose);
    removeEventListener("online", again);
    close();
  };
}
