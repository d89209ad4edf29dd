// The page's state: one value, changed by one function, shown by the components.
import type { Channel, Message } from "../thread/types";
import type { LiveEvent, Phone } from "./types";

export interface State {
  phones: Phone[];
  /** Messages of the conversations that were opened, in the phone's order. */
  messages: Record<string, Message[]>;
  open: string | null;
  channel: Channel;
  /** Until when the shop is shown as typing, by "number channel". */
  typing: Record<string, number>;
  online: boolean;
  notice: string;
  /** What is going on with a customer, as the shop says; the phone book knows the first day alone. */
  stories: Record<string, string>;
  /** How far the shop's clock is ahead of this browser's, in milliseconds. */
  ahead: number;
}

export type Change =
  | { type: "phones"; phones: Phone[] }
  | { type: "messages"; number: string; messages: Message[] }
  | { type: "open"; number: string | null }
  | { type: "channel"; channel: Channel }
  | { type: "seen"; number: string; channel: Channel }
  | { type: "online"; online: boolean }
  | { type: "notice"; notice: string }
  | { type: "typed"; key: string }
  | { type: "shop"; stories: Record<string, string>; ahead: number }
  | { type: "live"; event: LiveEvent; now: number };

export const EMPTY: State = {
  phones: [],
  messages: {},
  open: null,
  channel: "whatsapp",
  typing: {},
  online: true,
  notice: "",
  stories: {},
  ahead: 0,
};
export const TYPING_MS = 25_000;

export function reduce(state: State, change: Change): State {
  switch (change.type) {
    case "phones":
      return { ...state, phones: withStories(change.phones, state.stories) };
    case "shop":
      return {
        ...state,
        stories: change.stories,
        ahead: change.ahead,
        phones: withStories(state.phones, change.stories),
      };
    case "messages":
      return { ...state, messages: { ...state.messages, [change.number]: withNewer(state, change) } };
    case "open":
      return { ...state, open: change.number };
    case "channel":
      return { ...state, channel: change.channel };
    case "seen":
      return withPhone(state, change.number, (phone) => ({
        ...phone,
        unread: { ...phone.unread, [change.channel]: 0 },
      }));
    case "online":
      return { ...state, online: change.online };
    case "notice":
      return { ...state, notice: change.notice };
    case "typed": {
      const { [change.key]: _gone, ...typing } = state.typing;
      return { ...state, typing };
    }
    case "live":
      return live(state, change.event, change.now);
  }
}

function live(state: State, event: LiveEvent, now: number): State {
  switch (event.type) {
    case "message":
      return arrived(state, event.phone, event.message);
    case "status":
      return moved(state, event.phone, event.sid, (message) => ({
        ...message,
        status: event.status,
        error: event.error ?? message.error,
      }));
    case "typing":
      return { ...state, typing: { ...state.typing, [`${event.phone} ${event.channel}`]: now + TYPING_MS } };
    case "phone":
      return state.phones.some((phone) => phone.number === event.phone)
        ? withPhone(state, event.phone, () => withStory(event.settings, state.stories))
        : { ...state, phones: [...state.phones, event.settings] };
    default:
      return state;
  }
}

const withStory = (phone: Phone, stories: Record<string, string>): Phone => ({
  ...phone,
  story: stories[phone.number] ?? phone.story,
});

const withStories = (phones: Phone[], stories: Record<string, string>) =>
  phones.map((phone) => withStory(phone, stories));

/** The list that was asked for, and after it what came while it was on its way. */
function withNewer(state: State, { number, messages }: { number: string; messages: Message[] }): Message[] {
  const last = messages.at(-1)?.seq ?? 0;
  return [...messages, ...(state.messages[number] ?? []).filter(({ seq }) => seq > last)];
}

function arrived(state: State, number: string, message: Message): State {
  const known = state.messages[number];
  const fresh = !known?.some((other) => other.sid === message.sid);
  const messages = known
    ? { ...state.messages, [number]: fresh ? [...known, message].sort((a, b) => a.seq - b.seq) : known }
    : state.messages;
  const { [`${number} ${message.channel}`]: _gone, ...typing } = state.typing;
  const counts = message.direction === "in" && message.status === "delivered";
  const next = { ...state, messages, typing: message.direction === "in" ? typing : state.typing };
  return withPhone(next, number, (phone) => ({
    ...phone,
    last: message,
    unread: counts && fresh ? { ...phone.unread, [message.channel]: phone.unread[message.channel] + 1 } : phone.unread,
  }));
}

function moved(state: State, number: string, sid: string, change: (message: Message) => Message): State {
  const known = state.messages[number];
  const next = withPhone(state, number, (phone) =>
    phone.last?.sid === sid ? { ...phone, last: change(phone.last) } : phone,
  );
  if (!known) return next;
  const messages = known.map((message) => (message.sid === sid ? change(message) : message));
  return { ...next, messages: { ...next.messages, [number]: messages } };
}

function withPhone(state: State, number: string, change: (phone: Phone) => Phone): State {
  return { ...state, phones: state.phones.map((phone) => (phone.number === number ? change(phone) : phone)) };
}
