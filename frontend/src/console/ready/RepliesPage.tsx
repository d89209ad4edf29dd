import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TableBox } from "../answers/table/TableBox";
import { desk, KEYS } from "../api/desk";
import type { Canned } from "../api/shapes";
import { Chip, Loaded, Nothing } from "../rules/parts";
import { may, useMe } from "../session/session";
import { go, usePlace } from "../shell/place";
import { cut, LOCALES, localeName } from "../words/locales";
import { OneReply } from "./OneReply";
import { has, Look, RowLink } from "./parts";
import "../rules/rules.css";
import "../answers/answers.css";

const NAME = "replies";
const LINE = 90;

/** Answers kept ready for the inbox: all of them, or one in each language. */
export function RepliesPage() {
  const { rest } = usePlace();
  const id = rest.slice(NAME.length + 1);
  return <div className="rules-page">{id === "" ? <All /> : <OneReply key={id} of={id} />}</div>;
}

function All() {
  const found = useQuery({ queryKey: KEYS.canned, queryFn: desk.canned });
  const me = useMe();
  const [typed, setTyped] = useState("");
  return (
    <>
      <p className="quiet">
        {i18n.t(
          "Type / where you write to a customer and choose one: it comes in their language, with its fields filled.",
        )}
      </p>
      <Look typed={typed} look={setTyped}>
        {may(me, "conversations.write") && (
          <button type="button" className="primary" onClick={() => go({ rest: `${NAME}/new` })}>
            {i18n.t("New reply")}
          </button>
        )}
      </Look>
      <Loaded of={found}>
        {(all) => {
          const shown = all.filter((one) => has(typed, one.name, one.shortcut, ...Object.values(one.texts)));
          if (shown.length === 0) {
            return (
              <Nothing
                say={
                  all.length === 0
                    ? i18n.t("There is no reply yet: write what you type most often, or take in a table.")
                    : i18n.t("No reply has these words.")
                }
              />
            );
          }
          return (
            <ul className="rules-list">
              {shown.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <TableBox get="/canned.csv" send="/canned/import" canWrite={may(me, "catalogue.write")}>
        <p className="quiet">
          {i18n.t(
            "The team’s replies: a row for each, a column for each language. What the table does not name stays.",
          )}
        </p>
      </TableBox>
    </>
  );
}

function Row({ of }: { of: Canned }) {
  const first = LOCALES.find((code) => of.texts[code]) ?? "en";
  const missing = LOCALES.filter((code) => !of.texts[code]).map(localeName);
  return (
    <li>
      <RowLink rest={`${NAME}/${of.id}`}>
        <b>
          {of.name} {of.shortcut && <kbd>/{of.shortcut}</kbd>} {of.mine && <Chip>{i18n.t("mine")}</Chip>}
        </b>
        <span lang={first}>{cut(of.texts[first] ?? "", LINE)}</span>
        <small>
          {i18n.t("{count, plural, one {# use} other {# uses}}", { count: of.uses })}
          {missing.length > 0 && ` · ${i18n.t("Missing: {list}", { list: missing.join(", ") })}`}
        </small>
      </RowLink>
    </li>
  );
}
