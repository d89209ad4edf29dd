import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listen } from "../../src/console/live/stream";

class Source extends EventTarget {
  static all: Source[] = [];
  onopen = () => {};
  onerror = () => {};
  onmessage = (_: MessageEvent<string>) => {};
  isShut = false;
  constructor(readonly address: string) {
    super();
    Source.all.push(this);
  }
  close() {
    this.isShut = true;
  }
}

let said: string[] = [];
let stop = () => {};
beforeEach(() => {
  vi.useFakeTimers();
  const page = new EventTarget();
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("dispatchEvent", page.dispatchEvent.bind(page));
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("navigator", { locks: { request: async (_: string, __: object, lead: () => unknown) => lead() } });
  Source.all = [];
  said = [];
  const told = { heard: () => said.push("heard"), open: () => said.push("open"), lost: () => said.push("lost") };
  stop = listen("/live", told);
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
const newest = () => Source.all[Source.all.length - 1] as Source;

test("a line that is silent is lost, and asked for anew from where it ended", () => {
  newest().onopen();
  newest().onmessage(new MessageEvent("message", { data: "{}", lastEventId: "7" }));
  for (let beat = 0; beat < 9; beat++) {
    vi.advanceTimersByTime(15_000);
    newest().dispatchEvent(new Event("beat"));
  }
  expect(said).toEqual(["open", "heard"]);
  vi.advanceTimersByTime(36_000);
  expect(said).toEqual(["open", "heard", "lost"]);
  expect(Source.all.map((one) => [one.address, one.isShut])).toEqual([
    ["/live", true],
    ["/live?after=7", false],
  ]);
});

test("without a network the line is lost at once, and is there again with it", () => {
  newest().onopen();
  dispatchEvent(new Event("offline"));
  expect(said).toEqual(["open", "lost"]);
  vi.advanceTimersByTime(9000);
  newest().onerror();
  dispatchEvent(new Event("online"));
  newest().onopen();
  expect(said.at(-1)).toBe("open");
  expect(Source.all.filter((one) => !one.isShut)).toHaveLength(1);
});
