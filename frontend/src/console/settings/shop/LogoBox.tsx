import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ask, call, client } from "../../api/client";
import { SHOP, type ShopSettings } from "./calls";

/** The shop's logo: a file to choose, drawn anew by the server, or none. */
export function LogoBox({ url }: { url: string }) {
  const id = useId();
  const queries = useQueryClient();
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const follow = async (asked: Promise<ShopSettings>) => {
    setBusy(true);
    setWrong("");
    await asked.then(
      (told) => queries.setQueryData(SHOP, told),
      (error: Error) => setWrong(error.message),
    );
    setBusy(false);
  };
  return (
    <div className="field whole logo-box" aria-busy={busy}>
      <label htmlFor={id}>{i18n.t("Logo")}</label>
      <div>
        {url && <img src={url} alt={i18n.t("Your logo")} />}
        <input
          id={id}
          type="file"
          accept="image/png,image/jpeg"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) void follow(call<ShopSettings>("PUT", "/settings/shop/logo", { file }));
          }}
        />
        {url && (
          <button
            type="button"
            className="plain"
            onClick={() => void follow(ask(client.DELETE("/settings/shop/logo")))}
          >
            {i18n.t("Show no logo")}
          </button>
        )}
      </div>
      <small id={`${id}-hint`}>{i18n.t("A JPEG or PNG; it stands on the tracking page.")}</small>
      <span className="wrong" role="alert">
        {wrong}
      </span>
    </div>
  );
}
