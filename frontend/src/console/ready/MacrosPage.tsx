import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { desk, KEYS } from "../api/desk";
import { tellEffect } from "../conversation/effects";
import { Chip, Loaded, Nothing } from "../rules/parts";
import { may, useMe } from "../session/session";
import { go, usePlace } from "../shell/place";
import { useNames } from "./names";
import { OneMacro } from "./OneMacro";
import { has, Look, RowLink } from "./parts";
import "../rules/rules.css";
import "../answers/answers.css";

const NAME = "macros";

/** Macros: all of them with what they do, or one step by step. */
export function MacrosPage() {
  const { rest } = usePlace();
  const id = rest.slice(NAME.length + 1);
  return <div className="rules-page">{id === "" ? <All /> : <OneMacro key={id} of={id} />}</div>;
}

function All() {
  const found = useQuery({ queryKey: KEYS.macros, queryFn: desk.macros });
  const names = useNames();
  const [typed, setTyped] = useState("");
  return (
    <>
      <p className="quiet">
        {i18n.t("A macro sends a reply and does several steps at once. In a conversation, press m and a number.")}
      </p>
      <Look typed={typed} look={setTyped}>
        {may(useMe(), "conversations.write") && (
          <button type="button" className="primary" onClick={() => go({ rest: `${NAME}/new` })}>
            {i18n.t("New macro")}
          </button>
        )}
      </Look>
      <Loaded of={found}>
        {(all) => {
          const told = all.map((one) => ({
            one,
            does: one.effects.map((effect) => tellEffect(effect, names)).join(" · "),
          }));
          const shown = told.filter(({ one, does }) => has(typed, one.name, does));
          if (shown.length === 0) {
            const none = i18n.t("There is no macro yet: begin with what you do after the same reply again and again.");
            return <Nothing say={all.length === 0 ? none : i18n.t("No macro has these words.")} />;
          }
          return (
            <ul className="rules-list">
              {shown.map(({ one, does }) => (
                <li key={one.id}>
                  <RowLink rest={`${NAME}/${one.id}`}>
                    <b>
                      {one.name} {one.mine && <Chip>{i18n.t("mine")}</Chip>}
                    </b>
                    <span>{does}</span>
                    <small>{i18n.t("{count, plural, one {# use} other {# uses}}", { count: one.uses })}</small>
                  </RowLink>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </>
  );
}
