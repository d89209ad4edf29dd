import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { PastVersions } from "../answers/topics/PastVersions";
import { desk, KEYS } from "../api/desk";
import type { Canned } from "../api/shapes";
import { VARIABLES } from "../composer/triggers";
import { variableName } from "../composer/variables";
import { Faults, faultsAt, Loaded, Nothing, SentForm } from "../rules/parts";
import { may, useMe } from "../session/session";
import { go } from "../shell/place";
import { LOCALES, localeName } from "../words/locales";
import { type ReplyTyped, replies } from "./calls";
import { Drop, useMayKeep, useSaving } from "./parts";
import { ReplyText } from "./ReplyText";

/** A reply: its name, what is typed for it, and its text in each language side by side. */
export function OneReply({ of }: { of: string }) {
  const found = useQuery({ queryKey: KEYS.canned, queryFn: desk.canned });
  return (
    <>
      <button type="button" className="link" onClick={() => go({ rest: "replies" })}>
        {i18n.t("All replies")}
      </button>
      <Loaded of={found}>
        {(all) => {
          const reply = all.find(({ id }) => String(id) === of);
          if (of !== "new" && !reply) return <Nothing say={i18n.t("There is no such reply (any more).")} />;
          return (
            <>
              <Editor reply={reply} />
              {reply && <Past of={reply} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Editor({ reply }: { reply: Canned | undefined }) {
  const id = useId();
  const me = useMe();
  const keepsShared = may(me, "catalogue.write");
  const canWrite = useMayKeep(reply);
  const [mine, setMine] = useState(!keepsShared);
  // What was typed stays until it is kept, whatever others change meanwhile.
  const [typed, setTyped] = useState<Partial<ReplyTyped>>({});
  const now = { name: reply?.name ?? "", shortcut: reply?.shortcut ?? "", ...typed };
  const texts = { ...reply?.texts, ...typed.texts };
  const save = useSaving(
    (whole: ReplyTyped) => (reply ? replies.change(reply.id, reply.version, whole) : replies.add(whole, mine)),
    (made) => {
      setTyped({});
      if (!reply) go({ rest: `replies/${made.id}` });
    },
  );
  const isChanged = Object.keys(typed).length > 0;
  const whole = faultsAt(save.error, "/texts").filter((one) => !inOneText(one, save.error));
  return (
    <SentForm of={save} send={() => save.mutate({ ...now, name: now.name.trim(), texts })} className="rules-page">
      <div className="rules-fields">
        <div className="field">
          <label htmlFor={`${id}n`}>{i18n.t("Name")}</label>
          <input
            id={`${id}n`}
            value={now.name}
            maxLength={60}
            readOnly={!canWrite}
            aria-invalid={faultsAt(save.error, "/name").length > 0}
            aria-describedby={`${id}nw`}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
          <Faults id={`${id}nw`} of={faultsAt(save.error, "/name")} />
        </div>
        <div className="field">
          <label htmlFor={`${id}s`}>{i18n.t("Typed after /, or nothing")}</label>
          <input
            id={`${id}s`}
            value={now.shortcut}
            maxLength={20}
            readOnly={!canWrite}
            autoCapitalize="none"
            aria-invalid={faultsAt(save.error, "/shortcut").length > 0}
            aria-describedby={`${id}sw`}
            onChange={(event) => setTyped({ ...typed, shortcut: event.target.value })}
          />
          <Faults id={`${id}sw`} of={faultsAt(save.error, "/shortcut")} />
        </div>
      </div>
      {reply === undefined && keepsShared && (
        <label className="check">
          <input type="checkbox" checked={mine} onChange={(event) => setMine(event.target.checked)} />{" "}
          {i18n.t("For me alone")}
        </label>
      )}
      {!keepsShared && (
        <p className="quiet">
          {reply && !reply.mine
            ? i18n.t("It is the team’s: owners and marketers change it.")
            : i18n.t("It is yours alone: what all of the team uses is kept by owners and marketers.")}
        </p>
      )}
      <p className="quiet">
        {i18n.t("Fields that are filled for each customer: {list}", {
          list: VARIABLES.map((name) => `{${name}} (${variableName(name)})`).join(", "),
        })}
      </p>
      <div className="topic-texts">
        {LOCALES.map((locale) => (
          <ReplyText
            key={locale}
            locale={locale}
            text={texts[locale] ?? ""}
            wrong={faultsAt(save.error, `/texts/${locale}`)}
            canWrite={canWrite}
            write={(text) => setTyped({ ...typed, texts: { ...typed.texts, [locale]: text } })}
          />
        ))}
      </div>
      <Faults of={whole} />
      {canWrite && (
        <div className="rules-buttons">
          <button type="submit" className="primary" disabled={save.isPending || !isChanged}>
            {i18n.t("Save")}
          </button>
          {isChanged && (
            <button type="button" className="plain" onClick={() => setTyped({})}>
              {i18n.t("As it was")}
            </button>
          )}
          {reply && (
            <Drop
              name={reply.name}
              uses={() => replies.uses(reply.id)}
              drop={() => replies.drop(reply.id)}
              done={() => go({ rest: "replies" })}
            />
          )}
        </div>
      )}
    </SentForm>
  );
}

function Past({ of }: { of: Canned }) {
  const canWrite = useMayKeep(of);
  const queries = useQueryClient();
  return (
    <PastVersions
      name={[...KEYS.canned, of.id, of.version]}
      load={() => replies.versions(of.id)}
      now={of.version}
      canWrite={canWrite}
      say={({ name, texts }) => {
        const locales = LOCALES.filter((one) => texts[one]);
        return {
          aside: locales.map(localeName).join(", "),
          said: (
            <small lang={locales[0]}>
              {name}: {texts[locales[0] ?? ""]}
            </small>
          ),
        };
      }}
      restore={async (number) => {
        await replies.restore(of.id, of.version, number);
        await queries.invalidateQueries({ queryKey: KEYS.canned });
      }}
    />
  );
}

/** Whether what is wrong is said beside a text already. */
const inOneText = (said: string, error: unknown) =>
  LOCALES.some((one) => faultsAt(error, `/texts/${one}`).includes(said));
