import { expect, test, vi } from "vitest";
import { findPath, readPushed, type Scope, serve } from "../../src/console/worker/notices";

const ORIGIN = "https://dastak.example";
const LATE = { title: "Late", body: "A first answer is late.", url: `${ORIGIN}/console/inbox/breached/7` };

function aScope(pages: readonly string[]) {
  const heard = new Map<string, (event: never) => void>();
  const opened = pages.map((url) => ({ url, focus: vi.fn(async () => {}), postMessage: vi.fn() }));
  const scope: Scope = {
    origin: ORIGIN,
    addEventListener: (kind, listener) => heard.set(kind, listener),
    skipWaiting: async () => {},
    clients: { claim: async () => {}, matchAll: async () => opened, openWindow: vi.fn(async () => null) },
    registration: { showNotification: vi.fn(async () => {}) },
  };
  serve(scope);
  const happen = async (kind: string, event: object) => {
    let done: Promise<unknown> = Promise.resolve();
    heard.get(kind)?.({ ...event, waitUntil: (lasts: Promise<unknown>) => (done = lasts) } as never);
    await done;
  };
  return { scope, opened, heard, happen };
}

test("a push is shown, and a second one of the conversation takes its place", async () => {
  const { scope, happen, heard } = aScope([]);
  await happen("push", { data: { text: () => JSON.stringify(LATE) } });
  const path = "/console/inbox/breached/7";
  expect(scope.registration.showNotification).toHaveBeenCalledWith("Late", {
    body: "A first answer is late.",
    tag: path,
    data: { url: path },
  });
  expect(heard.has("fetch")).toBe(false);
});

test.each([undefined, "", "no json", "null", "[]", '{"title":{},"url":"javascript:alert(1)"}'])(
  "of %s the console is named",
  (text) => expect(readPushed(text, ORIGIN)).toEqual({ title: "Dastak", body: "", url: "/console" }),
);

test.each([
  "https://evil.example/console",
  "//evil.example/console",
  "javascript:alert(1)",
  "/consoles",
  "/console/../phone",
  "http://[",
  7,
])("%s is not opened", (told) => expect(findPath(told, ORIGIN)).toBe("/console"));

test("a tap goes on in the console that is open, or opens one", async () => {
  const tapped = { notification: { close: vi.fn(), data: { url: LATE.url } } };
  const open = aScope([`${ORIGIN}/phone`, `${ORIGIN}/console/inbox/mine?q=a`]);
  await open.happen("notificationclick", tapped);
  expect(tapped.notification.close).toHaveBeenCalled();
  expect(open.opened[1]?.postMessage).toHaveBeenCalledWith({ open: "/console/inbox/breached/7" });
  expect(open.opened[1]?.focus).toHaveBeenCalled();
  expect(open.opened[0]?.focus).not.toHaveBeenCalled();
  expect(open.scope.clients.openWindow).not.toHaveBeenCalled();
  const shut = aScope([`${ORIGIN}/phone`]);
  await shut.happen("notificationclick", tapped);
  expect(shut.scope.clients.openWindow).toHaveBeenCalledWith("/console/inbox/breached/7");
});
