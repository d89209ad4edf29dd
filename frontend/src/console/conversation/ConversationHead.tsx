import { i18n } from "@lingui/core";
import { Icon } from "../../thread/icons";
import { langOf } from "../../thread/words";
import type { ConversationWhole, Session } from "../api/shapes";
import { Face } from "../inbox/Face";
import { nameOf, useStaff } from "../inbox/people";
import { withKey } from "../keys/table";
import { dialogOpen, togglePanel } from "../shell/panes";
import { go } from "../shell/place";
import { localeName } from "../words/locales";
import { span } from "../words/moments";
import { useNow } from "../words/useNow";
import { AssignMenu } from "./AssignMenu";
import { LabelMenu } from "./LabelMenu";
import { MacroMenu } from "./MacroMenu";
import { MoreMenu } from "./MoreMenu";
import { SnoozeMenu } from "./SnoozeMenu";
import type { Actions } from "./useActions";
import { Viewers } from "./Viewers";

interface Props {
  of: ConversationWhole;
  me: Session;
  actions: Actions;
}

export function ConversationHead({ of, me, actions }: Props) {
  const name = of.name || of.handle || of.address;
  return (
    <header className="conversation-head">
      <button
        type="button"
        className="round back"
        aria-label={i18n.t("Back to the list")}
        title={withKey("back")}
        onClick={() => go({ id: null })}
      >
        <Icon name="back" />
      </button>
      <div className="head-who">
        <h2 lang={langOf(name, of.locale ?? "en")}>{name}</h2>
        <p>
          <span className="address">{of.has_phone ? of.address : i18n.t("number hidden")}</span>
          {of.locale && <span> · {localeName(of.locale)}</span>}
          <WindowLeft of={of} />
        </p>
      </div>
      <Viewers id={of.id} me={me.staff.id} />
      <OwnerChip of={of} />
      <button
        type="button"
        className="round panel-toggle"
        aria-label={i18n.t("Right panel")}
        title={withKey("panel")}
        onClick={togglePanel}
      >
        <Icon name="panel" />
      </button>
      <div className="head-actions" role="toolbar" aria-label={i18n.t("Actions")}>
        {of.owner === "assistant" ? (
          <button type="button" className="primary" title={withKey("take")} onClick={() => void actions.take()}>
            {i18n.t("Take over")}
          </button>
        ) : (
          <HandBackButton />
        )}
        <ResolveButton of={of} actions={actions} />
        <SnoozeMenu snooze={actions.snooze} wake={of.status === "snoozed" ? actions.wake : undefined} />
        <AssignMenu assignee={of.assignee_id} assign={actions.assign} />
        <LabelMenu chosen={of.labels} label={actions.label} />
        <MacroMenu of={of} />
        <MoreMenu of={of} actions={actions} />
      </div>
    </header>
  );
}

function WindowLeft({ of }: { of: ConversationWhole }) {
  const now = useNow();
  if (of.channel !== "whatsapp") return <span> · SMS</span>;
  const left = of.window_closes_at ? Date.parse(of.window_closes_at) - now : 0;
  return left > 0 ? (
    <span> · {i18n.t("window: {left} left", { left: span(left) })}</span>
  ) : (
    <span> · {i18n.t("window shut")}</span>
  );
}

function OwnerChip({ of }: { of: ConversationWhole }) {
  const staff = useStaff();
  const assignee = staff.find((one) => one.id === of.assignee_id);
  if (of.owner === "assistant") return <span className="owner assistant">{i18n.t("Assistant")}</span>;
  if (!assignee) return <span className="owner nobody">{i18n.t("Nobody")}</span>;
  return (
    <span className="owner">
      <Face id={assignee.id} name={nameOf(assignee)} small silent />
      {nameOf(assignee)}
    </span>
  );
}

function HandBackButton() {
  return (
    <button type="button" className="plain" title={withKey("handBack")} onClick={() => dialogOpen.set("handBack")}>
      {i18n.t("Hand back")}
    </button>
  );
}

function ResolveButton({ of, actions }: Pick<Props, "of" | "actions">) {
  const resolved = of.status === "resolved";
  return (
    <button type="button" className="plain" title={withKey("resolve")} onClick={() => void actions.toggleResolved()}>
      <Icon name={resolved ? "return" : "check"} />
      <span>{resolved ? i18n.t("Reopen") : i18n.t("Resolve")}</span>
    </button>
  );
}
