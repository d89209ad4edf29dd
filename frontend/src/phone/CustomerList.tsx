import { type KeyboardEvent, useState } from "react";
import { lastLine } from "../thread/preview";
import { dayWritten, langOf, shortWhen } from "../thread/words";
import { Mark } from "./drawings";
import { NewPhone } from "./NewPhone";
import type { Phone } from "./types";

interface Props {
  phones: Phone[];
  open: string | null;
  online: boolean;
  /** The shop's time. */
  now: number;
  choose: (number: string) => void;
  passDay: () => Promise<void>;
}

const VISITED = "dastak-phone-visited";

export function CustomerList({ phones, open, online, now, choose, passDay }: Props) {
  const [greeting, setGreeting] = useState(() => !remembered());
  const dismiss = () => {
    remember();
    setGreeting(false);
  };
  return (
    <nav className="customers" aria-label="Customers">
      <header className="brand">
        <Mark />
        <div>
          <h2>Dastak phone</h2>
          <p className={online ? "line-ok" : "line-lost"} role="status">
            {online ? "Live" : "Reconnecting…"}
            {online && <time dateTime={new Date(now).toISOString()}> · {dayWritten(now)}</time>}
          </p>
        </div>
        <NextDay passDay={passDay} />
      </header>
      {greeting && phones.some(({ story }) => story) && (
        <div className="greeting">
          <p>Namaste! These are seven make-believe customers: write as any of them, and the real assistant answers.</p>
          <button type="button" onClick={dismiss}>
            Got it
          </button>
        </div>
      )}
      <ul onKeyDown={walk}>
        {phones.map((phone) => (
          <li key={phone.number}>
            <Line phone={phone} current={phone.number === open} now={now} choose={choose} />
          </li>
        ))}
      </ul>
      <NewPhone first={online && phones.length === 0} choose={choose} />
    </nav>
  );
}

/** The shop's orders and parcels move one step on, and notices arrive. */
function NextDay({ passDay }: { passDay: () => Promise<void> }) {
  const [passing, setPassing] = useState(false);
  const press = () => {
    setPassing(true);
    void passDay().finally(() => setPassing(false));
  };
  return (
    <button
      type="button"
      className="next-day"
      disabled={passing}
      onClick={press}
      title="The shop's clock goes on to the next morning, and every parcel one step"
    >
      {passing ? "Passing…" : "Next day"}
    </button>
  );
}

interface LineProps {
  phone: Phone;
  current: boolean;
  now: number;
  choose: (number: string) => void;
}

function Line({ phone, current, now, choose }: LineProps) {
  const unread = phone.unread.whatsapp + phone.unread.sms;
  return (
    <button
      type="button"
      className="customer"
      aria-current={current ? "true" : undefined}
      data-number={phone.number}
      onClick={() => choose(phone.number)}
    >
      <Avatar phone={phone} />
      <span className="customer-name">{phone.name}</span>
      <time className="customer-when">{phone.last ? shortWhen(phone.last.at, now) : ""}</time>
      <span className="customer-last" lang={langOf(phone.last?.body ?? "", phone.locale)}>
        {phone.last ? lastLine(phone.last) : phone.story}
      </span>
      {unread > 0 && (
        <span className="badge" role="img" aria-label={`${unread} unread`}>
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </button>
  );
}

export function Avatar({ phone }: { phone: Phone }) {
  const initials = /^\+/.test(phone.name)
    ? phone.name.slice(-2)
    : phone.name
        .split(/\s+/)
        .slice(0, 2)
        .map((word) => [...word][0] ?? "")
        .join("");
  return (
    <span className={`avatar tint-${Number(phone.number.slice(-4)) % 7}`} aria-hidden="true">
      {initials}
    </span>
  );
}

function walk(event: KeyboardEvent<HTMLUListElement>) {
  if (event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const lines = [...event.currentTarget.querySelectorAll("button")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  lines[lines.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus();
  event.preventDefault();
}

// Storage can be switched off in a browser; then the greeting simply comes again.
function remembered(): boolean {
  try {
    return localStorage.getItem(VISITED) === "yes";
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(VISITED, "yes");
  } catch {
    /* shown again next time */
  }
}
