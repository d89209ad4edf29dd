import { useCallback, useEffect, useEffectEvent, useMemo, useState } from "react";
import { Entry } from "../thread/Entry";
import { Icon } from "../thread/icons";
import { ListSheet } from "../thread/ListSheet";
import { useScroll } from "../thread/scrolling";
import { Typing } from "../thread/Typing";
import type { Channel, ListItem, Message } from "../thread/types";
import { api } from "./api";
import { Composer } from "./Composer";
import { Avatar } from "./CustomerList";
import type { Change } from "./state";
import type { Phone, Writing } from "./types";

interface Props {
  phone: Phone;
  messages: Message[] | null;
  channel: Channel;
  /** The shop's time. */
  now: number;
  typingUntil: number;
  dispatch: (change: Change) => void;
  complain: (error: Error) => void;
  setChannel: (channel: Channel) => void;
  leave: () => void;
  toggleDrawer: () => void;
}

export function Chat(props: Props) {
  const { phone, channel, complain, dispatch } = props;
  const messages = useMemo(
    () => (props.messages ?? []).filter((message) => message.channel === channel),
    [props.messages, channel],
  );
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [listOf, setListOf] = useState<Message | null>(null);
  const send = useCallback(
    async (writing: Omit<Writing, "channel">) => {
      try {
        await api.write(phone.number, { channel, ...writing });
        return true;
      } catch (error) {
        complain(error as Error);
        return false;
      }
    },
    [phone.number, channel, complain],
  );
  const typing = useTyping(props.typingUntil, () => dispatch({ type: "typed", key: `${phone.number} ${channel}` }));
  useReading(phone, channel, messages, dispatch);
  const { log, atEnd, toEnd } = useScroll();
  const chosen = useMemo(
    () => new Map(messages.flatMap(({ rich }) => (rich.reply_to && rich.chosen ? [[rich.reply_to, rich.chosen]] : []))),
    [messages],
  );
  const pick = (item: ListItem) => {
    if (listOf) void send({ button: { id: item.id }, reply_to: listOf.sid });
    setListOf(null);
  };

  return (
    <main className={`chat ${channel}`}>
      <ChatHeader {...props} />
      <div
        className="log"
        role="log"
        aria-live="polite"
        aria-label={`Conversation of ${phone.name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
        ref={log}
      >
        <div className="log-inner">
          {props.messages && messages.length === 0 && (
            <p className="hint">{phone.story}. Say something, or tap a suggestion.</p>
          )}
          {messages.map((message, index) => (
            <Entry
              key={message.sid}
              message={message}
              before={messages[index - 1]}
              now={props.now}
              quoted={messages.find((other) => other.sid === message.rich.reply_to)}
              locale={phone.locale}
              used={chosen.get(message.sid)}
              tap={(id) => void send({ button: { id }, reply_to: message.sid })}
              openList={() => setListOf(message)}
              reply={() => setReplyTo(message)}
            />
          ))}
          {typing && <Typing who="The shop" />}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className="to-end" aria-label="Go to the newest message" onClick={toEnd}>
          <Icon name="down" />
        </button>
      )}
      <Composer
        phone={phone}
        channel={channel}
        sent={messages.filter((message) => message.direction === "out").map((message) => message.body)}
        replyTo={replyTo}
        endReply={() => setReplyTo(null)}
        send={send}
        complain={complain}
      />
      {listOf?.rich.list && (
        <ListSheet list={listOf.rich.list} locale={phone.locale} pick={pick} close={() => setListOf(null)} />
      )}
    </main>
  );
}

function ChatHeader({ phone, channel, setChannel, leave, toggleDrawer }: Props) {
  const other = channel === "sms" ? "whatsapp" : "sms";
  return (
    <header className="chat-header">
      <button type="button" className="round back" aria-label="Back to the customers" onClick={leave}>
        <Icon name="back" />
      </button>
      <Avatar phone={phone} />
      <div className="who">
        <h1>{phone.name}</h1>
        <p>{phone.story || phone.number}</p>
      </div>
      <div className="switch" role="group" aria-label="Channel">
        {(["whatsapp", "sms"] as const).map((name) => (
          <button key={name} type="button" aria-pressed={name === channel} onClick={() => setChannel(name)}>
            {name === "sms" ? "SMS" : "WhatsApp"}
            {name === other && phone.unread[name] > 0 && <span className="dot" role="img" aria-label="unread" />}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="round"
        aria-label="What Twilio did"
        title="What Twilio did"
        onClick={toggleDrawer}
      >
        <Icon name="gears" />
      </button>
    </header>
  );
}

/** True while the shop types; the indicator ends by itself as Twilio's does. */
function useTyping(until: number, ended: () => void): boolean {
  const end = useEffectEvent(ended);
  useEffect(() => {
    if (!until) return;
    const timer = setTimeout(end, Math.max(until - Date.now(), 0));
    return () => clearTimeout(timer);
  }, [until]);
  return until > Date.now();
}

/** An open conversation on a visible page is read: the shop gets its blue ticks. */
function useReading(phone: Phone, channel: Channel, messages: Message[], dispatch: (change: Change) => void) {
  const upto = messages.reduce((last, message) => (message.direction === "in" ? message.seq : last), 0);
  const waiting = phone.unread[channel];
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== "visible" || !upto || !waiting) return;
      dispatch({ type: "seen", number: phone.number, channel });
      api.read(phone.number, channel, upto).catch(() => undefined);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [phone.number, channel, upto, waiting, dispatch]);
}
