// Being told something in this browser while nobody looks at the console: asked for by a switch, never by itself.
import { ask, client } from "../api/client";
import { go, readPlace } from "./place";

const WORKER = "/console/worker.js";
const SCOPE = "/console";
export type Telling = "on" | "off" | "forbidden" | "impossible";

const canTell = () => "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

async function findSubscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration(SCOPE);
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/** Return whether this browser is told, and if not whether it could be. */
export async function readTelling(): Promise<Telling> {
  if (!canTell()) return "impossible";
  if (Notification.permission === "denied") return "forbidden";
  return (await findSubscription()) ? "on" : "off";
}

/** Ask the person's leave, and have this browser told from now on. */
export async function switchOn(): Promise<Telling> {
  if ((await Notification.requestPermission()) !== "granted") return readTelling();
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  const worker = await navigator.serviceWorker.ready;
  const { key } = await ask(client.GET("/push-key"));
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  try {
    await subscribe(subscription);
  } catch (error) {
    await subscription.unsubscribe();
    throw error;
  }
  return "on";
}

export async function switchOff(): Promise<Telling> {
  const subscription = await findSubscription();
  if (subscription) {
    await ask(client.DELETE("/push-subscriptions", { body: { endpoint: subscription.endpoint } }));
    await subscription.unsubscribe();
  }
  return readTelling();
}

/** Have a browser that is told go on with this log-in, and open what is tapped; returns how to stop listening. */
export function keepTelling(): () => void {
  if (!canTell()) return () => {};
  // What the last log-in asked for ended with it.
  void findSubscription()
    .then((subscription) => subscription && subscribe(subscription))
    .catch(() => undefined);
  const hear = ({ data }: MessageEvent<{ open?: unknown } | null>) => {
    if (typeof data?.open !== "string") return;
    const { pathname, search } = new URL(data.open, location.origin);
    go(readPlace(pathname, search));
  };
  navigator.serviceWorker.addEventListener("message", hear);
  return () => navigator.serviceWorker.removeEventListener("message", hear);
}

function subscribe(subscription: PushSubscription) {
  const { endpoint = "", keys = {} } = subscription.toJSON();
  const { p256dh = "", auth = "" } = keys;
  return ask(client.POST("/push-subscriptions", { body: { endpoint, keys: { p256dh, auth } } }));
}
