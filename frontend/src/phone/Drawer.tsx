import { useEffect, useState } from "react";
import { Icon } from "../thread/icons";
import { api } from "./api";
import type { Fault, LogEntry, Phone, PhoneSettings } from "./types";

interface Props {
  phone: Phone;
  log: LogEntry[];
  pulse: number;
  close: () => void;
  complain: (error: Error) => void;
}

const SWITCHES: [keyof PhoneSettings, string][] = [
  ["read_receipts", "Reads everything at once"],
  ["on_whatsapp", "Is on WhatsApp"],
  ["blocked", "Has blocked the shop"],
  ["hide_number", "Shows a user name, no number"],
];
const FAULT_WORDS: Record<string, string> = {
  "429": "Too many requests (429)",
  "500": "Server error (500)",
  "503": "Unavailable (503)",
  delay: "Answer 5 s late",
  timeout_after_accept: "Accept, then never answer",
  drop_connection: "Hang up",
  duplicate_callbacks: "Callbacks twice",
  reorder_callbacks: "Callbacks out of order",
  drop_callbacks: "Callbacks lost",
  duplicate_inbound: "Message in twice",
  late_list: "List 45 s late",
  null_bodies: "List without bodies",
  slow_clock: "Clock 10 s behind",
};

/** What Twilio did, and what should go wrong. */
export function Drawer({ phone, log, pulse, close, complain }: Props) {
  const lines = log
    .filter((entry) => entry.phone === phone.number)
    .slice(-80)
    .reverse();
  return (
    <aside className="drawer" aria-label="What Twilio did" onKeyDown={(event) => event.key === "Escape" && close()}>
      <header>
        <h2>What Twilio did</h2>
        <button type="button" className="round" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className="drawer-body">
        <PhoneSwitches phone={phone} complain={complain} />
        <World pulse={pulse} complain={complain} />
        <section>
          <h3>Requests with this phone</h3>
          {lines.length === 0 && <p className="quiet">None yet. Send something.</p>}
          {lines.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </section>
      </div>
    </aside>
  );
}

function PhoneSwitches({ phone, complain }: { phone: Phone; complain: (error: Error) => void }) {
  const closes = phone.window_closes;
  return (
    <section>
      <h3>This phone</h3>
      <p className="quiet">
        <span className="number">{phone.number}</span>
        {" · "}
        {closes ? "the 24-hour window is open" : "the 24-hour window is shut"}
      </p>
      {SWITCHES.map(([name, words]) => (
        <label className="toggle" key={name}>
          <span>{words}</span>
          <input
            type="checkbox"
            role="switch"
            checked={phone[name]}
            aria-checked={phone[name]}
            onChange={(event) =>
              void api.settings(phone.number, { [name]: event.currentTarget.checked }).catch(complain)
            }
          />
        </label>
      ))}
    </section>
  );
}

function World({ pulse, complain }: { pulse: number; complain: (error: Error) => void }) {
  const [faults, setFaults] = useState<Fault[]>([]);
  const [kinds, setKinds] = useState<string[]>([]);
  const [ahead, setAhead] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a pulse says that they have changed
  useEffect(() => {
    api
      .faults()
      .then((answer) => {
        setFaults(answer.faults);
        setKinds(answer.kinds);
      })
      .catch(complain);
    api
      .clock()
      .then((clock) => setAhead(clock.ahead_seconds))
      .catch(complain);
  }, [pulse, complain]);
  const inForce = (kind: string) => faults.find((fault) => fault.kind === kind);
  const strike = (kind: string, count: number | null) => void api.addFault(kind, count, seconds(kind)).catch(complain);
  return (
    <details className="fold" open={faults.length > 0}>
      <summary>
        <h3>Let something go wrong</h3>
      </summary>
      <ul className="faults">
        {kinds.map((kind) => (
          <li key={kind} className={inForce(kind) ? "on" : ""}>
            <span>{FAULT_WORDS[kind] ?? kind}</span>
            <button type="button" onClick={() => strike(kind, 1)}>
              once
            </button>
            <button type="button" onClick={() => strike(kind, null)} aria-pressed={inForce(kind)?.count === null}>
              always
            </button>
          </li>
        ))}
      </ul>
      <div className="row">
        <button
          type="button"
          className="plain"
          disabled={faults.length === 0}
          onClick={() => void api.clearFaults().catch(complain)}
        >
          All well again
        </button>
        <button type="button" className="plain" onClick={() => void api.advance(25 * 3600).catch(complain)}>
          25 hours pass
        </button>
        <button
          type="button"
          className="plain"
          onClick={() => confirm("Forget every conversation?") && void api.reset().catch(complain)}
        >
          Begin again
        </button>
      </div>
      {ahead > 0 && <p className="quiet">Twilio's clock is {Math.round(ahead / 3600)} hours ahead.</p>}
    </details>
  );
}

function Line({ entry }: { entry: LogEntry }) {
  const good = entry.status >= 200 && entry.status < 300;
  return (
    <details className="entry">
      <summary>
        <span className={`kind ${entry.kind}`}>{KINDS[entry.kind] ?? entry.kind}</span>
        <span>{entry.title}</span>
        <b className={good ? "good" : "bad"}>{entry.status || "—"}</b>
      </summary>
      {entry.url && <p className="url">{entry.url}</p>}
      {entry.problem && <p className="bad">{entry.problem}</p>}
      {entry.form && (
        <pre>
          {Object.entries(entry.form)
            .map(([key, value]) => `${key} = ${value}`)
            .join("\n")}
        </pre>
      )}
      {entry.answer && <pre>{entry.answer}</pre>}
    </details>
  );
}

const KINDS: Record<string, string> = { api: "shop → Twilio", webhook: "Twilio → shop", callback: "Twilio → shop" };
const SECONDS: Record<string, number> = { delay: 5, timeout_after_accept: 20, late_list: 45, slow_clock: 10 };
const seconds = (kind: string) => SECONDS[kind] ?? 0;
