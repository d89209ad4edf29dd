// A message as every thread shows it, whoever looks.
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
  /** What it is, for who does not see it. */
  alt?: string;
  /** In bytes, where it is known. */
  size?: number;
}
export interface Failure {
  code: number | null;
  text: string;
}

export interface Message {
  seq: number;
  sid: string;
  channel: Channel;
  /** The reader's view: "out" is what the reader wrote. */
  direction: "in" | "out";
  body: string;
  at: number;
  status: Status;
  error: Failure | null;
  rich: Rich;
  media: MediaFile[];
}
