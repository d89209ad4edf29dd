import { type ReactNode, useState } from "react";
import { Choices } from "./Choices";
import { Icon, Tick } from "./icons";
import { Attachment, Location } from "./Media";
import { preview } from "./preview";
import { isLost } from "./ticks";
import type { Message } from "./types";
import { useWording } from "./wording";
import { clockTime, langOf, Words } from "./words";

export interface BubbleProps {
  message: Message;
  quoted: Message | undefined;
  locale: string;
  grouped: boolean;
  used: string | undefined;
  tap: (id: string) => void;
  openList: () => void;
  /** Left out where one cannot reply to a single message. */
  reply?: () => void;
  /** Who wrote it, where a side has several. */
  head?: ReactNode;
  /** In place of the time and the ticks. */
  foot?: ReactNode;
}

export function Bubble({ message, quoted, locale, grouped, used, tap, openList, reply, head, foot }: BubbleProps) {
  const words = useWording();
  const { rich } = message;
  const lost = isLost(message.status);
  const classes = ["bubble", message.direction, grouped && "grouped", lost && "lost"].filter(Boolean).join(" ");
  return (
    <article className={classes} data-sid={message.sid} data-status={message.status}>
      {lost && message.direction === "in" && <p className="lost-note">{words.lost}</p>}
      {head}
      {quoted && !rich.chosen && (
        <blockquote className="quote" lang={langOf(quoted.body, locale)}>
          <b>{quoted.direction === "out" ? words.you : words.other}</b>
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
      {foot ?? <Foot message={message} lost={lost} />}
      <Choices rich={rich} locale={locale} used={used} enabled={!lost} tap={tap} openList={openList} />
      {reply && message.channel === "whatsapp" && !lost && (
        <button type="button" className="reply" aria-label={words.reply} onClick={reply}>
          <Icon name="reply" />
        </button>
      )}
    </article>
  );
}

function Foot({ message, lost }: { message: Message; lost: boolean }) {
  const [open, setOpen] = useState(false);
  const words = useWording();
  return (
    <footer>
      <time dateTime={new Date(message.at).toISOString()}>{clockTime(message.at)}</time>
      {lost && (
        <button
          type="button"
          className="alert"
          aria-expanded={open}
          aria-label={words.wentWrong}
          onClick={() => setOpen(!open)}
        >
          !
        </button>
      )}
      {!lost && message.direction === "out" && <Tick status={message.status} />}
      {lost && open && (
        <p className="why">
          {message.error?.code ? `${message.error.code}: ` : ""}
          {message.error?.text ?? words.failed}
        </p>
      )}
    </footer>
  );
}
