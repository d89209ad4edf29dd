import { i18n } from "@lingui/core";
import { useState } from "react";
import { useLogIn } from "./session";

const WHO = ["owner", "marketer", "agent", "agent2"] as const;

/** In the demo shop one click logs in as one of its people. */
export function DemoDoors() {
  const logIn = useLogIn();
  const [wrong, setWrong] = useState("");
  const names = {
    owner: i18n.t("Owner"),
    marketer: i18n.t("Marketer"),
    agent: i18n.t("Agent"),
    agent2: i18n.t("Second agent"),
  };
  const enter = (who: string) => logIn({ who }).catch((error: Error) => setWrong(error.message));
  return (
    <section className="demo-doors" aria-label={i18n.t("The demo shop")}>
      <p>{i18n.t("This is the demo shop. Come in as:")}</p>
      <div>
        {WHO.map((who) => (
          <button key={who} type="button" onClick={() => void enter(who)}>
            {names[who]}
          </button>
        ))}
      </div>
      <p className="wrong" role="alert">
        {wrong}
      </p>
    </section>
  );
}
