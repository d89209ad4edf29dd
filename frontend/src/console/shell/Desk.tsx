import { i18n } from "@lingui/core";
import { useMe } from "../session/session";

/** The console of somebody who is logged in. */
export function Desk({ simulated }: { simulated: boolean }) {
  const me = useMe();
  return (
    <main className="desk">
      <p>{i18n.t("Logged in as {name}", { name: me.staff.name || me.staff.email })}</p>
      {simulated && <a href="/phone">{i18n.t("The phone")}</a>}
    </main>
  );
}
