import { i18n } from "@lingui/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../api/problem";
import { complain, tell } from "../shell/toasts";
import { TEXT_KEYS, type Text, texts } from "./calls";
import { toTexts } from "./where";

/** Offer a text no longer: asked once more, and refused while a broadcast is to say it. */
export function DropText({ of }: { of: Text }) {
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const drop = useMutation({
    mutationFn: () => texts.drop(of.id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: TEXT_KEYS.all });
      tell({ text: i18n.t("The text is thrown away"), seconds: 4 });
      toTexts();
    },
    onError: (error) => {
      const used = error instanceof Refused && error.status === 409;
      complain(used ? new Error(i18n.t("A broadcast is still to say it: call that off, or let it end.")) : error);
    },
  });
  return (
    <p className="drop-text">
      {sure ? (
        <>
          <button type="button" className="plain" disabled={drop.isPending} onClick={() => drop.mutate()}>
            {i18n.t("Yes, throw it away")}
          </button>
          <button type="button" className="link" onClick={() => setSure(false)}>
            {i18n.t("No, keep it")}
          </button>
        </>
      ) : (
        <button type="button" className="link" onClick={() => setSure(true)}>
          {i18n.t("Throw this text away")}
        </button>
      )}
    </p>
  );
}
