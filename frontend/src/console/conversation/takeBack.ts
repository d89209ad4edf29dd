// What has not left yet is taken back, and its words return to the box.
import { i18n } from "@lingui/core";
import { desk } from "../api/desk";
import { makeStore } from "../shell/store";
import { complain, tell } from "../shell/toasts";

/** The words that came back, for the composer of their conversation. */
export const returned = makeStore<{ id: number; text: string } | null>(null);

export async function takeBack(id: number, message: string): Promise<void> {
  try {
    const { text } = await desk.unsend(id, message);
    returned.set({ id, text });
    tell({ text: i18n.t("Taken back; its words are in the box again"), seconds: 4 });
  } catch (error) {
    complain(error);
  }
}
