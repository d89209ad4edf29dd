// A broadcast begun from the inbox: started with an undo, followed until it is over.
import { i18n } from "@lingui/core";
import { desk } from "../api/desk";
import type { Outlook } from "../api/shapes";
import { makeStore } from "../shell/store";
import { tell } from "../shell/toasts";
import { clearSelection } from "./selection";

/** The broadcast that is followed: the one begun last. */
export const sendingJob = makeStore<number | null>(null);

/** Send a sentence to the people of an outlook; in ten seconds, until when it can be undone. */
export async function startSending(key: string, values: Record<string, unknown>, { customers, people }: Outlook) {
  const name = i18n.t("From the inbox, {n, plural, one {# person} other {# people}}", { n: people });
  const { id } = await desk.addBroadcast({ name, key, values, audience: { customers } });
  try {
    await desk.startBroadcast(id, people);
  } catch (error) {
    await desk.callOff(id).catch(() => undefined); // no draft that nobody asked for stays behind
    throw error;
  }
  clearSelection();
  sendingJob.set(id);
  tell({ text: i18n.t("Leaves in 10 seconds"), undo: () => undoSending(id) });
}

async function undoSending(id: number) {
  await desk.undoBroadcast(id);
  await desk.callOff(id);
}
