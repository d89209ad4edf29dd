// What the control API of the simulator answers (docs/simulator.md).
export type Channel = "whatsapp" | "sms";
export type Status =
  | "sending"
  | "accepted"
  | "queued"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "undelivered"
  | "received";

export interface Action {
  type: string;
  title: string;
  id: string;
  target: string;
}
export interface ListItem {
  id: string;
  title: string;
  description: string;
}
export interface Place {
  latitude: string;
  longitude: string;
  label?: string;
  address?: string;
}
export interface Card {
  title: string;
  body: string;
  actions: Action[];
}

export interface Rich {
  type?: string;
  actions?: Action[];
  list?: { button: string; items: ListItem[] };
  location?: Place;
  cards?: Card[];
  subtitle?: string;
  footer?: string;
  header_text?: string;
  reply_to?: string;
  chosen?: string;
  template?: { approved: boolean; name: string };
}

export interface MediaFile {
  sid: string;
  url: string;
  kind: string;
  type: string;
  filename: string;
}
export interface Failure {
  code: number | null;
  text: string;
}

export interface Message {
  seq: number;
  sid: string;
  phone: string;
  channel: Channel;
  /** The customer's view: "out" is what the customer wrote. */
  direction: "in" | "out";
  body: string;
  at: number;
  status: Status;
  error: Failure | null;
  rich: Rich;
  media: MediaFile[];
}

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
