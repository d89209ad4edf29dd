import { i18n } from "@lingui/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../../thread/icons";
import type { ConversationWhole, Session } from "../api/shapes";
import { returned } from "../conversation/takeBack";
import { type Actions, goNext } from "../conversation/useActions";
import { withKey } from "../keys/table";
import { dialogOpen } from "../shell/panes";
import { useStore } from "../shell/store";
import { Overtaken } from "./Overtaken";
import { SendLater } from "./SendLater";
import { SmsCount } from "./SmsCount";
import { unfilled } from "./triggers";
import { Unfilled } from "./Unfilled";
import { useAttachments } from "./useAttachments";
import { useDraft } from "./useDraft";
import { useSend } from "./useSend";
import { WritingBox } from "./WritingBox";

interface Props {
  of: ConversationWhole;
  me: Session;
  actions: Actions;
  /** What has become of the conversation while somebody wrote. */
  now?: string;
  /** Words cannot leave any more: what to do instead. */
  instead?: () => void;
}

/** Words to the customer. */
export function ReplyBox({ of, me, actions, now, instead }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const last = useRef("");
  const { text, write } = useDraft(of.id, "reply", of.drafts?.reply ?? "");
  const [canned, setCanned] = useState<number | null>(null);
  const files = useAttachments(of.id);
  const { send, ready, moved, dismiss } = useSend(of, me.staff.id, (words) => write(words));
  const missing = unfilled(text);
  const filled = (text.trim() !== "" || files.ids.length > 0) && missing.length === 0 && !files.busy;
  const may = ready && !instead && filled;
  useReturned(of.id, write);

  const submit = async (more: { send_at?: string } = {}, anyway = false): Promise<boolean> => {
    if (!may) return false;
    const words = text.trim();
    last.current = words;
    write("");
    const taken = files.take();
    const attachments = taken.map((one) => one.id);
    box.current?.focus({ preventScroll: true });
    const what = { ...(words && { text: words }), ...(attachments.length > 0 && { attachments }), ...more };
    const sent = await send({ ...what, ...(canned !== null && { canned_id: canned }) }, anyway);
    // What was refused comes back whole: its words, its file, the time at which it was to leave.
    if (sent) setCanned(null);
    else files.put(taken);
    return sent;
  };
  const sendAnyway = (at: string | null | undefined) => void submit(at ? { send_at: at } : {}, true);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && mod) {
      event.preventDefault();
      const resolves = event.shiftKey;
      void submit().then((sent) => {
        if (!sent || !resolves) return;
        void actions.resolve();
        goNext(of.id);
      });
    } else if (event.key === "ArrowUp" && text === "" && last.current) {
      event.preventDefault();
      write(last.current);
    } else if (event.key === "Escape") box.current?.blur();
  };
  return (
    <>
      {of.composer.state === "resolved" && (
        <p className="hint-line">{i18n.t("This is resolved: an answer reopens it.")}</p>
      )}
      {now && (
        <p className="hint-line" role="status">
          {now}{" "}
          {instead && (
            <button type="button" className="link" onClick={instead}>
              {i18n.t("Choose a template")}
            </button>
          )}
        </p>
      )}
      {moved && <Overtaken of={moved} anyway={() => sendAnyway(moved.sending.send_at)} dismiss={dismiss} />}
      <WritingBox
        box={box}
        kind="reply"
        of={of}
        text={text}
        write={write}
        press={press}
        label={i18n.t("Reply to the customer")}
        picked={setCanned}
      />
      <Unfilled id={of.id} text={text} missing={missing} write={write} box={box} />
      {files.chips}
      <div className="composer-foot">
        <label className="round" title={i18n.t("Attach a file")}>
          <Icon name="attach" />
          <span className="unseen">{i18n.t("Attach a file")}</span>
          <input type="file" className="unseen" onChange={files.pick} />
        </label>
        {of.channel === "sms" && <SmsCount text={text} />}
        <span className="gap" />
        <button
          type="button"
          className="round"
          aria-label={i18n.t("Send later")}
          title={i18n.t("Send later")}
          disabled={!may}
          onClick={() => dialogOpen.set("sendLater")}
        >
          <Icon name="clock" />
        </button>
        <button
          type="button"
          className="primary send"
          title={withKey("send")}
          disabled={!may}
          onClick={() => void submit()}
        >
          {i18n.t("Send")}
        </button>
      </div>
      <SendLater send={(send_at) => void submit({ send_at })} />
    </>
  );
}

/** Words that were taken back return to the box. */
function useReturned(id: number, write: (text: string) => void) {
  const back = useStore(returned);
  useEffect(() => {
    if (back?.id !== id) return;
    write(back.text);
    returned.set(null);
  }, [back, id, write]);
}
