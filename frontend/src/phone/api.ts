import type { Channel, Message } from "../thread/types";
import type { Fault, LogEntry, Phone, PhoneSettings, Writing } from "./types";

export class Refused extends Error {}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`/sim${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused("The simulator does not answer. Is it still running?");
  });
  if (answer.status === 204) return undefined as T;
  const content: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused((content as { error?: string }).error ?? `HTTP ${answer.status}`);
  return content as T;
}

/** The shop itself, not the simulator: only a simulated system has this door (docs/simulator.md). */
async function askShop<T>(path: string, asked?: RequestInit): Promise<T> {
  const shop = document.getElementById("phone")?.dataset.shop ?? "";
  const answer = await fetch(shop + path, asked).catch(() => {
    throw new Refused("The shop does not answer to this page. `dastak demo tick` does the same.");
  });
  const content = (await answer.json().catch(() => ({}))) as T & { error?: string };
  if (!answer.ok) throw new Refused(content.error ?? `The shop has no next day (HTTP ${answer.status})`);
  return content;
}

const nextDay = () =>
  askShop<{ day: number; lines: string[] }>("/demo/tick", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });

const at = (number: string) => `/phones/${encodeURIComponent(number)}`;

export const api = {
  phones: () => call<{ phones: Phone[] }>("GET", "/phones"),
  addPhone: (number: string, name: string) => call<Phone>("POST", "/phones", { number, name }),
  messages: (number: string) => call<{ messages: Message[] }>("GET", `${at(number)}/messages`),
  write: (number: string, writing: Writing) => call<{ sid: string }>("POST", `${at(number)}/messages`, writing),
  read: (number: string, channel: Channel, upto: number) => call<void>("POST", `${at(number)}/read`, { channel, upto }),
  settings: (number: string, changed: Partial<PhoneSettings>) => call<Phone>("POST", at(number), changed),
  log: () => call<{ log: LogEntry[] }>("GET", "/log"),
  clock: () => call<{ ahead_seconds: number }>("GET", "/clock"),
  advance: (seconds: number) => call<{ ahead_seconds: number }>("POST", "/clock", { advance_seconds: seconds }),
  faults: () => call<{ faults: Fault[]; kinds: string[] }>("GET", "/faults"),
  addFault: (kind: string, count: number | null, seconds: number) =>
    call<{ faults: Fault[] }>("POST", "/faults", { kind, seconds, ...(count === null ? {} : { count }) }),
  clearFaults: () => call<{ faults: Fault[] }>("DELETE", "/faults"),
  reset: () => call<void>("POST", "/reset", {}),
  nextDay,
  stories: () => askShop<{ stories: Record<string, string>; now: string }>("/demo/stories"),
};
