import { i18n } from "@lingui/core";
import { langOf } from "../../thread/words";
import { nameOf, useStaff } from "../inbox/people";
import type { Customer } from "../panel/customer";
import { go } from "../shell/place";
import { dateAndClock } from "../words/moments";

/** What colleagues noted of a customer: each leads to where it stands. */
export function Notes({ of }: { of: Customer["notes"] }) {
  const staff = useStaff();
  return (
    <ul className="person-notes">
      {of.map((note) => (
        <li key={note.id}>
          <span lang={langOf(note.text, "en")}>{note.text}</span>
          <small>
            {note.staff_id !== null && `${nameOf(staff.find((one) => one.id === note.staff_id))} · `}
            <button
              type="button"
              className="link"
              onClick={() =>
                go({
                  ...{ page: "inbox", folder: "all", view: null, query: "", sort: null, rest: "" },
                  ...{ id: note.conversation_id, at: `note-${note.id}` },
                })
              }
            >
              {dateAndClock(note.at)}
            </button>
          </small>
        </li>
      ))}
    </ul>
  );
}

/** Codes of offers that somebody of the shop gave them. */
export function Codes({ of }: { of: Customer["codes"] }) {
  const staff = useStaff();
  return (
    <ul className="ledger">
      {of.map((one) => (
        <li key={`${one.code} ${one.at}`}>
          <b>{one.code}</b>{" "}
          <small>
            {[
              dateAndClock(one.at),
              one.staff_id !== null &&
                i18n.t("by {name}", { name: nameOf(staff.find((who) => who.id === one.staff_id)) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </li>
      ))}
    </ul>
  );
}
