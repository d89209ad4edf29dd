import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useRef } from "react";
import { desk } from "../api/desk";
import type { ConversationWhole, Staff } from "../api/shapes";
import { putItem, refresh } from "../conversation/cache";
import { nameOf, useColleagues } from "../inbox/people";
import { withKey } from "../keys/table";
import { complain } from "../shell/toasts";
import { useDraft } from "./useDraft";
import { WritingBox } from "./WritingBox";

/** Words to colleagues. */
export function NoteBox({ of }: { of: ConversationWhole }) {
  const queries = useQueryClient();
  const staff = useColleagues();
  const box = useRef<HTMLTextAreaElement>(null);
  const { text, write } = useDraft(of.id, "note", of.drafts?.note ?? "");
  const submit = async () => {
    const words = text.trim();
    if (!words) return;
    write("");
    try {
      const note = await desk.note(of.id, words, mentioned(words, staff));
      putItem(queries, of.id, { ...note, what: "note" });
    } catch (error) {
      write(words);
      complain(error);
    }
    refresh(queries, of.id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void submit();
    } else if (event.key === "Escape") box.current?.blur();
  };
  return (
    <>
      <WritingBox
        box={box}
        kind="note"
        of={of}
        text={text}
        write={write}
        press={press}
        label={i18n.t("Note to colleagues")}
      />
      <div className="composer-foot">
        <small>{i18n.t("Only your team sees this. @ names a colleague.")}</small>
        <span className="gap" />
        <button
          type="button"
          className="primary send"
          title={withKey("send", i18n.t("Add the note"))}
          disabled={!text.trim()}
          onClick={() => void submit()}
        >
          {i18n.t("Add the note")}
        </button>
      </div>
    </>
  );
}

/** Return the ids of those whom a note names. */
export const mentioned = (text: string, staff: readonly Staff[]): number[] =>
  staff.filter((one) => text.includes(`@${nameOf(one)}`)).map((one) => one.id);
