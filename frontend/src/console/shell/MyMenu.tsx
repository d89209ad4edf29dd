import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from "react-aria-components";
import { ask, client } from "../api/client";
import { desk, KEYS } from "../api/desk";
import type { Availability, Session } from "../api/shapes";
import { available } from "../conversation/AssignMenu";
import { Face } from "../inbox/Face";
import { nameOf, useStaff } from "../inbox/people";
import { SESSION, useLogOut } from "../session/session";
import { isConsoleLocale, LOCALES } from "../words/i18n";
import { go } from "./place";
import { complain } from "./toasts";

const STATES = ["online", "busy", "away", "away_give_back"] as const;

/** Who I am: whether I am there, my language, whether letters act, the way out. */
export function MyMenu({ me }: { me: Session }) {
  const queries = useQueryClient();
  const logOut = useLogOut();
  const mine = useStaff().find((one) => one.id === me.staff.id)?.availability ?? me.staff.availability;
  const change = (body: { locale?: string; letter_keys?: boolean }) =>
    ask(client.PATCH("/session", { body })).then((now) => queries.setQueryData(SESSION, now), complain);
  const beThere = (state: Availability) =>
    desk.beThere(state).then(() => queries.invalidateQueries({ queryKey: KEYS.staff }), complain);
  const pick = (key: string | number) => {
    const name = String(key);
    if (isConsoleLocale(name)) void change({ locale: name });
    else if (name === "letters") void change({ letter_keys: !me.letter_keys });
    else if (name === "out") void logOut().catch(complain);
    else if (name === "me") go({ page: "me", rest: "" });
    else void beThere(name as Availability);
  };
  return (
    <MenuTrigger>
      <Button className="my-button">
        <Face id={me.staff.id} name={nameOf(me.staff)} small silent />
        <span>
          <span className="my-name">{nameOf(me.staff)}</span>
          <small className={`availability ${mine}`}>{available(mine)}</small>
        </span>
      </Button>
      <Popover className="popover" placement="top start">
        <Menu className="menu" aria-label={nameOf(me.staff)} onAction={pick}>
          <MenuSection selectionMode="single" selectedKeys={[mine]}>
            <Header>{i18n.t("I am")}</Header>
            {STATES.map((state) => (
              <MenuItem key={state} id={state}>
                {available(state)}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuSection selectionMode="single" selectedKeys={[i18n.locale]}>
            <Header>{i18n.t("Language")}</Header>
            {Object.entries(LOCALES).map(([locale, name]) => (
              <MenuItem key={locale} id={locale} textValue={name}>
                <span lang={locale}>{name}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuItem id="letters">
            {me.letter_keys ? i18n.t("Switch single-letter keys off") : i18n.t("Switch single-letter keys on")}
          </MenuItem>
          <MenuItem id="me">{i18n.t("My log-in")}</MenuItem>
          <MenuItem id="out">{i18n.t("Log out")}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
