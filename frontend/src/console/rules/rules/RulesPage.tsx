import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { may, useMe } from "../../session/session";
import { go, usePlace } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { Chip, Loaded, Nothing } from "../parts";
import { RULE_KEYS, type Rule, type RuleList, ruleCalls } from "./calls";
import { DryRun } from "./DryRun";
import { NewRule } from "./NewRule";
import { OneRule } from "./OneRule";
import { delayName, ruleName } from "./words";
import "../rules.css";

const NAME = "rules";

/** What customers are told, and when: every rule as a switch with what it did. */
export function RulesPage() {
  const { rest } = usePlace();
  const name = rest.slice(NAME.length + 1);
  const found = useQuery({ queryKey: RULE_KEYS.list, queryFn: ruleCalls.list });
  return (
    <div className="rules-page">
      {name !== "" && (
        <button type="button" className="link" onClick={() => go({ rest: NAME })}>
          {i18n.t("All rules")}
        </button>
      )}
      <Loaded of={found}>{(all) => <Shown name={name} all={all} />}</Loaded>
    </div>
  );
}

function Shown({ name, all }: { name: string; all: RuleList }) {
  const canWrite = may(useMe(), "settings.write");
  if (name === "") return <All all={all} />;
  if (name === "new" && canWrite) return <NewRule all={all} />;
  const rule = all.rules.find((one) => one.name === name);
  if (!rule) return <Nothing say={i18n.t("There is no such rule.")} />;
  return <OneRule key={rule.name} of={rule} all={all} />;
}

function All({ all }: { all: RuleList }) {
  const me = useMe();
  const mine = all.rules.filter((one) => one.own);
  return (
    <>
      <p className="quiet">{i18n.t("Each rule tells one thing that happens. What it did is of the last 30 days.")}</p>
      <Moved />
      {may(me, "settings.write") && (
        <div className="rules-buttons">
          <button type="button" className="primary" onClick={() => go({ rest: `${NAME}/new` })}>
            {i18n.t("New rule")}
          </button>
        </div>
      )}
      {may(me, "settings.write") && <DryRun names={[]} />}
      {mine.length > 0 && <Rules say={i18n.t("Your own")} of={mine} />}
      <Rules say={i18n.t("Orders")} of={all.rules.filter((one) => !one.own && one.moment.startsWith("order."))} />
      <Rules say={i18n.t("Parcels")} of={all.rules.filter((one) => !one.own && one.moment.startsWith("parcel."))} />
      <Rules
        say={i18n.t("Afterwards, and carts")}
        of={all.rules.filter((one) => !one.own && !/^(order|parcel)\./.test(one.moment))}
      />
    </>
  );
}

/** What WhatsApp made dearer stands still until somebody agrees: it costs several times as much. */
function Moved() {
  const me = useMe();
  const queries = useQueryClient();
  const moved = useQuery({ queryKey: RULE_KEYS.moved, queryFn: ruleCalls.moved });
  const agree = useMutation({
    mutationFn: ruleCalls.agree,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["settings"] }),
    onError: complain,
  });
  const waiting = (moved.data ?? []).filter((one) => one.agreed_at === null);
  return waiting.map((one) => (
    <section key={one.key} className="rules-card" aria-label={i18n.t("WhatsApp made a message dearer")}>
      <h2>{i18n.t("WhatsApp made a message dearer")}</h2>
      <p>
        {i18n.t(
          "{rules} now counts as an offer and costs {times} times as much. Nothing of it leaves until you agree.",
          {
            rules: one.rules.join(", ") || one.key,
            times: (one.price_micros / Math.max(one.price_before_micros, 1)).toFixed(1),
          },
        )}
      </p>
      {may(me, "settings.write") && (
        <div className="rules-buttons">
          <button type="button" className="primary" disabled={agree.isPending} onClick={() => agree.mutate(one.key)}>
            {i18n.t("Send it at the new price")}
          </button>
          <button type="button" className="plain" onClick={() => go({ rest: "templates" })}>
            {i18n.t("Look at the template")}
          </button>
        </div>
      )}
    </section>
  ));
}

function Rules({ say, of }: { say: string; of: readonly Rule[] }) {
  return (
    <section>
      <h2>{say}</h2>
      <ul className="rules-list">
        {of.map((one) => (
          <Row key={one.name} of={one} />
        ))}
      </ul>
    </section>
  );
}

function Row({ of }: { of: Rule }) {
  const me = useMe();
  const rest = `${NAME}/${of.name}`;
  const change = useSwitch(of);
  const approved = of.templates.approved ?? 0;
  const wanted = Object.values(of.templates).reduce((sum, one) => sum + one, 0);
  return (
    <li className="switched">
      <input
        type="checkbox"
        aria-label={i18n.t("{rule} is told", { rule: `${ruleName(of)}, ${delayName(of.delay_seconds)}` })}
        checked={of.active}
        disabled={!may(me, "settings.write") || change.isPending}
        onChange={(event) => change.mutate(event.target.checked)}
      />
      <a
        className="main"
        href={`/console/settings/${rest}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ rest });
        }}
      >
        <b>{ruleName(of)}</b>
        <small>
          {delayName(of.delay_seconds)}
          {of.hours.length > 0 && `, ${of.hours.join("–")}`} · {of.text}
        </small>
      </a>
      {of.changed && <Chip>{i18n.t("changed")}</Chip>}
      {of.active && approved < wanted && (
        <Chip kind="warn">{i18n.t("{n} of {all} approved", { n: approved, all: wanted })}</Chip>
      )}
      <Chip kind={of.lately.left > 0 ? "good" : ""}>{i18n.t("{n} sent", { n: of.lately.left })}</Chip>
    </li>
  );
}

function useSwitch(of: Rule) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (active: boolean) => ruleCalls.change(of.name, { version: of.version, active }),
    onSuccess: ({ unkept }) => {
      for (const line of unkept.slice(0, 2)) complain(new Error(line));
      tell({ text: i18n.t("Saved"), seconds: 3 });
    },
    onError: complain,
    onSettled: () => queries.invalidateQueries({ queryKey: RULE_KEYS.list }),
  });
}
