import { i18n } from "@lingui/core";
import { useState } from "react";
import { PageDialog } from "../shell/PageDialog";
import { KEYS, type Where, written } from "./table";

/** Every key, by where it acts; searchable. */
export function Help() {
  const [typed, setTyped] = useState("");
  const places: Record<Where, string> = {
    anywhere: i18n.t("Anywhere"),
    inbox: i18n.t("In the inbox"),
    list: i18n.t("In the list"),
    conversation: i18n.t("In a conversation"),
    composer: i18n.t("Where one writes"),
  };
  const fits = KEYS.filter((one) => one.say().toLowerCase().includes(typed.toLowerCase()) || one.keys.includes(typed));
  return (
    <PageDialog name="help" title={i18n.t("Keys")} wide>
      <input
        type="search"
        className="dialog-search"
        aria-label={i18n.t("Search the keys")}
        placeholder={i18n.t("Search the keys")}
        value={typed}
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened to look something up
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="key-list">
        {(Object.keys(places) as Where[]).map((where) => {
          const keys = fits.filter((one) => one.where === where);
          return (
            keys.length > 0 && (
              <section key={where}>
                <h3>{places[where]}</h3>
                <dl>
                  {keys.map((one) => (
                    <div key={one.does}>
                      <dt>
                        {one.keys.map((key) => (
                          <kbd key={key}>{written(key)}</kbd>
                        ))}
                      </dt>
                      <dd>{one.say()}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          );
        })}
      </div>
    </PageDialog>
  );
}
