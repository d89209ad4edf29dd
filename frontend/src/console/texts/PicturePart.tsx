import { i18n } from "@lingui/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { Refused } from "../api/problem";
import { complain } from "../shell/toasts";
import { type Text, texts } from "./calls";
import { shrink } from "./shrink";

interface Props {
  of: Text;
  /** A text that was shown to WhatsApp, and is not copied yet, keeps its picture. */
  fixed: boolean;
  keep: (now: Text) => void;
}

/** The picture above a text: chosen, seen, taken away. */
export function PicturePart({ of, fixed, keep }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const refused = (error: unknown) => complain(error instanceof Refused ? new Error(whySaid(error)) : error);
  const set = useMutation({
    mutationFn: async (file: File) => texts.setPicture(of.id, await shrink(file)),
    onSuccess: keep,
    onError: refused,
    onSettled: () => {
      if (box.current) box.current.value = "";
    },
  });
  const drop = useMutation({ mutationFn: () => texts.dropPicture(of.id), onSuccess: keep, onError: refused });
  const busy = set.isPending || drop.isPending;
  return (
    <section className="picture-part" aria-labelledby="picture-title" aria-busy={busy}>
      <h2 id="picture-title">{i18n.t("Picture")}</h2>
      {of.picture && <img src={of.picture.url} alt={i18n.t("The picture above the text")} />}
      {!fixed && (
        <div className="field">
          <label htmlFor="picture">
            {of.picture ? i18n.t("Another picture, JPEG or PNG") : i18n.t("A picture above it, JPEG or PNG")}
          </label>
          <input
            id="picture"
            ref={box}
            type="file"
            accept="image/jpeg,image/png"
            disabled={busy}
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) set.mutate(file);
            }}
          />
        </div>
      )}
      {!fixed && of.picture && (
        <button type="button" className="plain" disabled={busy} onClick={() => drop.mutate()}>
          {i18n.t("Take the picture away")}
        </button>
      )}
    </section>
  );
}

const whySaid = ({ status, message }: Refused) =>
  status === 413
    ? i18n.t("The file is too large: make it smaller.")
    : status === 415
      ? i18n.t("It cannot be used as a picture: save it once more as JPEG or PNG, and not too large.")
      : message;
