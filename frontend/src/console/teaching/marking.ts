// What is done from an open conversation: the last answer marked as wrong, the conversation kept as a test.
import { i18n } from "@lingui/core";
import { desk } from "../api/desk";
import { complain, tell } from "../shell/toasts";
import { learn } from "../words/i18n";
import { teaching } from "./calls";

/** Mark the message behind an answer, which can be undone for a while. */
export async function markWrong(conversation: number, message: number) {
  await learn("teaching");
  try {
    await teaching.mark(conversation, message, true);
    const undo = () => teaching.unmark(conversation, message);
    tell({ text: i18n.t("Marked: it stands in Teaching now"), undo });
  } catch (error) {
    complain(error);
  }
}

/** Mark what the assistant answered last in a conversation. */
export async function markLast(conversation: number) {
  await learn("teaching");
  const { items } = await desk.timeline(conversation, null);
  const last = items.find((one) => one.what === "message" && one.author === "assistant");
  const why = last && (await teaching.why(conversation, last.id).catch(() => null));
  if (why?.message) await markWrong(conversation, why.message);
  else tell({ text: i18n.t("The assistant has answered nothing here"), kind: "wrong" });
}

/** Keep a conversation as a test of every new model. */
export async function keepAsTest(conversation: number, name: string) {
  await learn("teaching");
  try {
    const test = await teaching.keep(
      conversation,
      (name || i18n.t("Conversation {id}", { id: conversation })).slice(0, 60),
    );
    tell({ text: i18n.t("Kept as a test"), undo: () => teaching.dropTest(test.id) });
  } catch (error) {
    complain(error);
  }
}
