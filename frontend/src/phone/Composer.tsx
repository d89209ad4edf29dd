import { type ChangeEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Icon, type IconName } from "../thread/icons";
import { preview } from "../thread/preview";
import type { Channel, Message } from "../thread/types";
import { langOf } from "../thread/words";
import type { Phone, Writing } from "./types";

interface Props {
  phone: Phone;
  channel: Channel;
  sent: string[];
  replyTo: Message | null;
  endReply: () => void;
  send: (writing: Omit<Writing, "channel">) => Promise<boolean>;
  complain: (error: Error) => void;
}

const LARGEST = 16 * 1024 * 1024;

export function Composer({ phone, channel, sent, replyTo, endReply, send, complain }: Props) {
  const [text, setText] = useState("");
  const [menu, setMenu] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const quote = replyTo ? { reply_to: replyTo.sid } : {};
  const dispatch = async (writing: Omit<Writing, "channel">) => {
    setMenu(false);
    const before = text;
    if (writing.text) setText("");
    endReply();
    if (!(await send({ ...writing, ...quote })) && writing.text) setText(before || writing.text);
    box.current?.focus({ preventScroll: true });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (text.trim()) void dispatch({ text });
    }
    if (event.key === "Escape") endReply();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is that of the text
  useLayoutEffect(() => {
    const field = box.current;
    if (!field) return;
    field.style.height = "auto";
    const borders = field.offsetHeight - field.clientHeight;
    field.style.height = `${Math.min(field.scrollHeight + borders, 140)}px`;
  }, [text]);
  useEffect(() => {
    // A keyboard that jumps up on a real phone would hide the conversation.
    if (replyTo || matchMedia("(hover: hover)").matches) box.current?.focus({ preventScroll: true });
  }, [replyTo]);
  const chips = text ? [] : phone.suggestions.filter((words) => !sent.includes(words));

  return (
    <div className="composer">
      {chips.length > 0 && (
        <div className="chips" role="group" aria-label="Suggestions">
          {chips.map((words) => (
            <button
              key={words}
              type="button"
              lang={langOf(words, phone.locale)}
              onClick={() => void dispatch({ text: words })}
            >
              {words}
            </button>
          ))}
        </div>
      )}
      {replyTo && (
        <div className="replying">
          <blockquote className="quote">
            <b>Reply to {replyTo.direction === "out" ? "yourself" : "the shop"}</b>
            {preview(replyTo)}
          </blockquote>
          <button type="button" className="round" aria-label="Do not reply" onClick={endReply}>
            <Icon name="close" />
          </button>
        </div>
      )}
      {menu && (
        <AttachMenu send={(writing) => void dispatch(writing)} complain={complain} close={() => setMenu(false)} />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void dispatch({ text });
        }}
      >
        {channel === "whatsapp" && (
          <button
            type="button"
            className="round"
            aria-label="Attach"
            aria-expanded={menu}
            onClick={() => setMenu(!menu)}
          >
            <Icon name={menu ? "close" : "attach"} />
          </button>
        )}
        <textarea
          ref={box}
          rows={1}
          maxLength={4096}
          value={text}
          lang={phone.locale}
          placeholder={`Write as ${phone.name.split(" ")[0]}…`}
          aria-label="Message"
          enterKeyHint="send"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
        <button type="submit" className="round send" aria-label="Send" disabled={!text.trim()}>
          <Icon name="send" />
        </button>
      </form>
    </div>
  );
}

interface MenuProps {
  send: (writing: Omit<Writing, "channel">) => void;
  complain: (error: Error) => void;
  close: () => void;
}

const HOME = { latitude: 23.0396, longitude: 72.566, label: "Home", address: "12 Law Garden Road, Ahmedabad 380006" };
const SAMPLES: [string, IconName, Omit<Writing, "channel">][] = [
  ["Damaged parcel", "picture", { media: { sample: "picture" } }],
  ["Voice note", "voice", { media: { sample: "voice" } }],
  ["Invoice", "file", { media: { sample: "document" } }],
  ["Location", "pin", { location: HOME }],
];

function AttachMenu({ send, complain, close }: MenuProps) {
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (!file) return;
    if (file.size > LARGEST) return complain(new Error("WhatsApp takes files of at most 16 MB"));
    send({
      media: { content_type: file.type || "application/octet-stream", filename: file.name, data: await inBase64(file) },
    });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Escape from the buttons inside
    <div className="attach" onKeyDown={(event) => event.key === "Escape" && close()}>
      {SAMPLES.map(([words, icon, writing]) => (
        <button key={words} type="button" onClick={() => send(writing)}>
          <Icon name={icon} />
          <span>{words}</span>
        </button>
      ))}
      <label className="own-file">
        <Icon name="plus" />
        <span>Your own file</span>
        <input type="file" onChange={(event) => void choose(event)} />
      </label>
    </div>
  );
}

function inBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("The file cannot be read"));
    reader.readAsDataURL(file);
  });
}
