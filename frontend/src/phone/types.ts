// What the control API of the simulator answers (docs/simulator.md).
import type { Channel, Failure, Message, Status } from "../thread/types";

export interface PhoneSettings {
  read_receipts: boolean;
  on_whatsapp: boolean;
  blocked: boolean;
  hide_number: boolean;
}

export interface Phone extends PhoneSettings {
  number: string;
  name: string;
  locale: string;
  story: string;
  suggestions: string[];
  window_closes: number | null;
  unread: Record<Channel, number>;
  last: Message | null;
}

export interface LogEntry {
  id: number;
  kind: string;
  phone: string;
  title: string;
  status: number;
  url?: string;
  form?: Record<string, string>;
  answer?: string;
  problem?: string;
}

export interface Fault {
  kind: string;
  count: number | null;
  probability: number | null;
  seconds: number;
}

export type LiveEvent =
  | { type: "message"; phone: string; message: Message }
  | { type: "status"; phone: string; sid: string; status: Status; error?: Failure | null }
  | { type: "typing"; phone: string; channel: Channel }
  | { type: "phone"; phone: string; settings: Phone }
  | { type: "log"; phone: string; entry: LogEntry }
  | { type: "clock" | "faults" | "reset"; phone: string };

export interface Writing {
  channel: Channel;
  text?: string;
  button?: { id: string };
  media?: { sample: string } | { content_type: string; filename: string; data: string };
  location?: { latitude: number; longitude: number; label: string; address: string };
  reply_to?: string;
}
