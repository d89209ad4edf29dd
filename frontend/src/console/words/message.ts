import { i18n } from "@lingui/core";
import type { Message } from "../../thread/types";

/** Return a text as the phone gets it. */
export function asMessage(body: string, footer: string, buttons: readonly string[], picture: string | null): Message {
  return {
    seq: 0,
    sid: "preview",
    channel: "whatsapp",
    direction: "in",
    body,
    at: Date.now(),
    status: "received",
    error: null,
    rich: {
      ...(footer && { footer }),
      ...(buttons.length > 0 && {
        actions: buttons.map((title) => ({ type: "QUICK_REPLY", title, id: title, target: "" })),
      }),
    },
    media: picture
      ? [{ sid: "picture", url: picture, kind: "image", type: "image/jpeg", filename: "", alt: i18n.t("Picture") }]
      : [],
  };
}
