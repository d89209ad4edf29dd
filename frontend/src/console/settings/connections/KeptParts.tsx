// What is kept because nobody could take it in, events of a shop and requests of Twilio alike: a kind, one, its body.
import { i18n } from "@lingui/core";
import { type ReactNode, useState } from "react";
import { may, useMe } from "../../session/session";
import { dateAndClock } from "../../words/moments";

interface Again {
  /** What the button says, and what it does. */
  say: string;
  again: () => void;
}

/** Everything that was kept for one reason. */
export function KeptGroup({
  title,
  reason,
  newest,
  say,
  again,
}: Again & Record<"title" | "reason" | "newest", string>) {
  return (
    <li className="settings-card">
      <b>{title}</b>
      <span className="wrong">{reason}</span>
      <small>{i18n.t("the last one {when}", { when: dateAndClock(newest) })}</small>
      <OnceMore say={say} again={again} />
    </li>
  );
}

interface OneProps extends Again {
  title: string;
  at: string;
  reason: string | null;
  /** What is shown of it once it is opened. */
  children: ReactNode;
}

/** One that was kept, which is opened by a press. */
export function KeptOne({ title, at, reason, say, again, children }: OneProps) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button type="button" className="kept-open" aria-expanded={open} onClick={() => setOpen(!open)}>
        <b>{title}</b>
        <small>{dateAndClock(at)}</small>
        <span className="wrong">{reason}</span>
      </button>
      {open && children}
      {open && <OnceMore say={say} again={again} />}
    </li>
  );
}

/** What it says, without what is of a person where that is hidden. */
export function KeptBody({ hidden, text }: { hidden: boolean; text: string }) {
  return (
    <>
      {hidden && <p className="hint-line">{i18n.t("What is of a person is not shown to you.")}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </>
  );
}

function OnceMore({ say, again }: Again) {
  return may(useMe(), "settings.write") ? (
    <button type="button" className="plain" onClick={again}>
      {say}
    </button>
  ) : null;
}
