import { useState } from "react";
import { Choices } from "./Choices";
import { Icon, Tick } from "./icons";
import { Attachment, Location } from "./Media";
import { preview } from "./preview";
import { isLost } from "./ticks";
import type { Message } from "./types";
import { clockTime, langOf, Words } from "./words";

export interface BubbleProps {
  message: Message;
  quoted: Message | undefined;
  locale: string;
  grouped: boolean;
  used: string | undefined;
  tap: (id: string) => void;
  openList: () => void;
  reply: () => void;
}

export function Bubble({ message, quoted, locale, grouped, used, tap, openList, reply }: BubbleProps) {
  const { rich } = message;
  const lost = isLost(message.status);
  const classes = ["bubble", message.direction, grouped && "grouped", lost && "lost"].filter(Boolean).join(" ");
  return (
    <article className={classes} data-sid={message.sid} data-status={message.status}>
      {lost && message.direction === "in" && <p className="lost-note">This message of the shop did not get here</p>}
      {quoted && !rich.chosen && (
        <blockquote className="quote" lang={langOf(quoted.body, locale)}>
          <b>{quoted.direction === "out" ? "You" : "The shop"}</b>
          {preview(quoted)}
        </blockquote>
      )}
      {message.media.map((file) => (
        <Attachment key={file.sid} file={file} />
      ))}
      {rich.location && <Location place={rich.location} />}
      {rich.header_text && <p className="rich-head">{rich.header_text}</p>}
      {message.body && (
        <p className="body" lang={langOf(message.body, locale)} dir="auto">
          <Words text={message.body} />
        </p>
      )}
      {(rich.subtitle ?? rich.footer) && <p className="rich-foot">{rich.subtitle ?? rich.footer}</p>}
      <Foot message={message} lost={lost} />
      <Choices rich={rich} locale={locale} used={used} enabled={!lost} tap={tap} openList={openList} />
      {message.channel === "whatsapp" && !lost && (
        <button type="button" className="reply" aria-label="Reply to this message" onClick={reply}>
          <Icon name="reply" />
        </button>
      )}
    </article>
  );
}

function Foot({ message, lost }: { message: Message; lost: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <footer>
      <time dateTime={new Date(message.at).toISOString()}>{clockTime(message.at)}</time>
      {lost && (
        <button
          type="button"
          className="alert"
          aria-expanded={open}
          aria-label="What went wrong"
          onClick={() => setOpen(!open)}
        >
          !
        </button>
      )}
      {!lost && message.direction === "out" && <Tick status={message.status} />}
      {lost && open && (
        <p className="why">
          {message.error?.code ? `${message.error.code}: ` : ""}
          {message.error?.text ?? "It failed."}
        </p>
      )}
    </footer>
  );
}
