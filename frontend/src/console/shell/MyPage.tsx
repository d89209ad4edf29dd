import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { ask, client } from "../api/client";
import { nameOf } from "../inbox/people";
import { MyLogIn } from "../session/MyLogIn";
import { MyNotices } from "../session/MyNotices";
import { forget, roleName, useMe } from "../session/session";
import { NavButton } from "./NavButton";
import { complain } from "./toasts";

/** My own log-in: who I am here, and the way out of every browser. */
export function MyPage() {
  const me = useMe();
  const queries = useQueryClient();
  const everywhere = () => ask(client.DELETE("/sessions")).then(() => forget(queries), complain);
  return (
    <main className="page">
      <header className="page-head">
        <NavButton />
        <h1>{nameOf(me.staff)}</h1>
      </header>
      <p className="quiet">
        {me.staff.email} · {roleName(me.staff.role)} · {me.shop}
      </p>
      <MyNotices />
      <MyLogIn />
      <button type="button" className="plain" onClick={() => void everywhere()}>
        {i18n.t("Log out in every browser")}
      </button>
    </main>
  );
}
