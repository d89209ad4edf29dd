import { i18n } from "@lingui/core";
import { langOf, Words } from "../../thread/words";
import type { NoteItem, Staff } from "../api/shapes";
import { nameOf } from "../inbox/people";
import { clock } from "../words/moments";

/** A note among colleagues, which no customer sees. */
export function Note({ of, staff }: { of: NoteItem; staff: readonly Staff[] }) {
  return (
    <article className="note">
      <p className="writer">
        {nameOf(staff.find((one) => one.id === of.staff_id))} · {i18n.t("private note")}
      </p>
      <p lang={langOf(of.text, "en")} dir="auto">
        <Words text={of.text} />
      </p>
      <time dateTime={of.at}>{clock(of.at)}</time>
    </article>
  );
}
