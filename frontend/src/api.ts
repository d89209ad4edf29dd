import type { Channel, Fault, LogEntry, Message, Phone, PhoneSettings, Writing } from "./types";

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

const at = (number: string) => `/phones/${encodeURIComponent(number)}`;

export const api = {
  phones: () => call<{ phones: Phone[] }>("GET", "/phones"),
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
};
