import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "../session/session";
import { complain } from "../shell/toasts";
import { localeName } from "../words/locales";
import { BROADCAST_KEYS, calls } from "./calls";
import { type Draft, remedyOf } from "./useDraft";

const LOOK_AGAIN = 2000;
const LONGEST_WHY = 300;

/** The fifth step: the message on the shop's own phones, in each language, before it is on anybody else's. */
export function TestStep({ of }: Draft) {
  const queries = useQueryClient();
  const key = BROADCAST_KEYS.tests(of.id);
  const [sent, setSent] = useState(false);
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => calls.tests(of.id),
    refetchInterval: ({ state }) => (sent && state.data?.missing.length ? LOOK_AGAIN : false),
  });
  const [busy, setBusy] = useState(false);
  if (!data) return <p role="status">{error?.message ?? i18n.t("One moment…")}</p>;
  const send = async () => {
    setBusy(true);
    await calls.test(of.id).then(
      (now) => {
        setSent(true);
        queries.setQueryData(key, now);
      },
      (refused: unknown) => complain(remedyOf(refused)),
    );
    setBusy(false);
  };
  return (
    <>
      {data.numbers.length === 0 ? (
        <p className="hint-line">
          {i18n.t("No phone is noted as the shop's own yet: the owner notes them in the settings.")}
        </p>
      ) : (
        <>
          <p>{data.numbers.join(", ")}</p>
          <button type="button" className="primary send-test" disabled={busy} onClick={() => void send()}>
            {i18n.t("Send it to these phones, once in each language")}
          </button>
        </>
      )}
      <ul className="checks">
        {data.tests.map((one) => (
          <li key={`${one.key} ${one.variant} ${one.locale}`} className={one.arrived ? "good" : "look"}>
            <span className="how">
              {localeName(one.locale)}
              {one.variant === "a" && ` · ${i18n.t("First text")}`}
              {one.variant === "b" && ` · ${i18n.t("Second text")}`}
            </span>
            <span>
              {one.arrived ? i18n.t("has arrived") : one.state ? i18n.t("on its way") : i18n.t("not tried yet")}
            </span>
          </li>
        ))}
      </ul>
      {data.tests.length > 0 && (data.missing.length > 0 || data.waived) && <Waiver id={of.id} waived={data.waived} />}
    </>
  );
}

/** The owner's word that it may go without having arrived on a phone of the shop's, and why. */
function Waiver({ id, waived }: { id: number; waived: string }) {
  const queries = useQueryClient();
  const me = useMe();
  const [why, setWhy] = useState("");
  const say = async (words: string) => {
    try {
      queries.setQueryData(BROADCAST_KEYS.tests(id), await calls.waive(id, words));
      await queries.invalidateQueries({ queryKey: BROADCAST_KEYS.outlook(id) });
      setWhy("");
    } catch (refused) {
      complain(remedyOf(refused));
    }
  };
  if (waived) {
    return (
      <p>
        {i18n.t("It may go untried: {why}", { why: waived })}{" "}
        {me.staff.role === "owner" && (
          <button type="button" className="link" onClick={() => void say("")}>
            {i18n.t("No, try it first")}
          </button>
        )}
      </p>
    );
  }
  if (me.staff.role !== "owner") return <p className="quiet">{i18n.t("Only the owner lets it go untried.")}</p>;
  return (
    <form
      className="waiver"
      onSubmit={(event) => {
        event.preventDefault();
        void say(why.trim());
      }}
    >
      <label className="field">
        <span>{i18n.t("Let it go untried, because")}</span>
        <input value={why} maxLength={LONGEST_WHY} onChange={(event) => setWhy(event.target.value)} />
      </label>
      <button type="submit" disabled={!why.trim()}>
        {i18n.t("Let it go untried")}
      </button>
    </form>
  );
}
