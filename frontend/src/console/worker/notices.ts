// What the service worker does: shows what the server tells, opens what is tapped. It keeps nothing and answers no fetch.

export interface Shown {
  title: string;
  body: string;
  url: string;
}
interface Page {
  url: string;
  focus: () => Promise<unknown>;
  postMessage: (told: unknown) => void;
}
/** As much of ServiceWorkerGlobalScope as is needed here. */
export interface Scope {
  origin: string;
  addEventListener: (kind: string, heard: (event: never) => void) => void;
  skipWaiting: () => Promise<void>;
  clients: {
    claim: () => Promise<void>;
    matchAll: (which: { type: "window"; includeUncontrolled: boolean }) => Promise<readonly Page[]>;
    openWindow: (url: string) => Promise<unknown>;
  };
  registration: { showNotification: (title: string, options: NotificationOptions) => Promise<void> };
}
interface Lasting {
  waitUntil: (done: Promise<unknown>) => void;
}
interface Pushed extends Lasting {
  data: { text: () => string } | null;
}
interface Tapped extends Lasting {
  notification: { close: () => void; data?: { url?: unknown } | null };
}

const HOME = "/console";
const LONGEST = 200;

/** Return an address of the console's own, as a path; whatever else was told leads to the console itself. */
export function findPath(told: unknown, origin: string): string {
  if (typeof told !== "string" || !URL.canParse(told, origin)) return HOME;
  const address = new URL(told, origin);
  const isOurs = address.origin === origin && (address.pathname === HOME || address.pathname.startsWith(`${HOME}/`));
  return isOurs ? address.pathname + address.search : HOME;
}

/** Return what a push says; something is always shown, since a browser that was promised it shows its own words else. */
export function readPushed(text: string | undefined, origin: string): Shown {
  let told: Partial<Record<keyof Shown, unknown>> = {};
  try {
    told = Object(JSON.parse(text ?? "{}"));
  } catch {
    // Not ours: the console is named, and opened.
  }
  const words = (value: unknown) => (typeof value === "string" ? value.slice(0, LONGEST) : "");
  return { title: words(told.title) || "Dastak", body: words(told.body), url: findPath(told.url, origin) };
}

/** Listen for pushes and taps. */
export function serve(scope: Scope) {
  const { clients, registration, origin } = scope;
  scope.addEventListener("install", () => void scope.skipWaiting());
  scope.addEventListener("activate", (event: Lasting) => event.waitUntil(clients.claim()));
  scope.addEventListener("push", (event: Pushed) => {
    const { title, body, url } = readPushed(event.data?.text(), origin);
    // One of a conversation takes the place of the one before.
    event.waitUntil(registration.showNotification(title, { body, tag: url, data: { url } }));
  });
  scope.addEventListener("notificationclick", (event: Tapped) => {
    event.notification.close();
    event.waitUntil(open(findPath(event.notification.data?.url, origin)));
  });
  const open = async (path: string) => {
    const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const page = pages.find((one) => findPath(one.url, origin) === new URL(one.url).pathname + new URL(one.url).search);
    if (!page) return clients.openWindow(path);
    page.postMessage({ open: path });
    return page.focus();
  };
}
