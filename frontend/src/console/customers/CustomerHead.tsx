import { i18n } from "@lingui/core";
import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Icon } from "../../thread/icons";
import { langOf } from "../../thread/words";
import { runCommand } from "../keys/commands";
import type { Customer } from "../panel/customer";
import { may, useMe } from "../session/session";
import { BackButton } from "../shell/BackButton";
import { go } from "../shell/place";
import { complain } from "../shell/toasts";
import { EditDialog } from "./EditDialog";
import { EraseDialog } from "./EraseDialog";
import { MergeDialog } from "./MergeDialog";
import { calledOf, people } from "./people";

type Opened = "" | "edit" | "merge" | "erase";

/** Who it is, the way back, and what can be done with them as a whole. */
export function CustomerHead({ of }: { of: Customer | undefined }) {
  const me = useMe();
  const [opened, setOpened] = useState<Opened>("");
  const name = of ? (of.forgotten ? i18n.t("A forgotten customer") : calledOf(of)) : "";
  const shut = () => setOpened("");
  const pick = (key: string | number) => {
    if (key === "export" && of) void people.download(of.id).catch(complain);
    else setOpened(key as Opened);
  };
  const acts: [string, string, boolean][] = [
    ["edit", i18n.t("Edit"), may(me, "customers.write")],
    ["merge", i18n.t("Merge with another customer"), may(me, "customers.write")],
    ["export", i18n.t("Export all that is held"), may(me, "customers.export")],
    ["erase", i18n.t("Forget this customer"), may(me, "customers.erase")],
  ];
  const open = acts.filter(([, , allowed]) => allowed);
  return (
    <header className="person-head">
      <BackButton name={i18n.t("All customers")} back={() => void runCommand("back")} />
      <h1 className="person-name" lang={of?.name ? langOf(name, of.locale ?? "en") : undefined}>
        {name || " "}
      </h1>
      {of && <ToConversation of={of} />}
      {of && !of.forgotten && open.length > 0 && (
        <MenuTrigger>
          <Button className="round" aria-label={i18n.t("More")}>
            <Icon name="more" />
          </Button>
          <Popover className="popover" placement="bottom end">
            <Menu className="menu" aria-label={i18n.t("More")} onAction={pick}>
              {open.map(([key, words]) => (
                <MenuItem key={key} id={key}>
                  {words}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {of && opened === "edit" && <EditDialog of={of} shut={shut} />}
      {of && opened === "merge" && <MergeDialog of={of} shut={shut} />}
      {of && opened === "erase" && <EraseDialog of={of} shut={shut} />}
    </header>
  );
}

/** Their conversation: the one of the channel that was added last, whatever the channel. */
function ToConversation({ of }: { of: Customer }) {
  const id = of.conversation_ids.at(-1);
  if (id === undefined || of.forgotten) return null;
  return (
    <a
      className="plain"
      href={`/console/inbox/all/${id}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        go({ page: "inbox", folder: "all", view: null, query: "", sort: null, id, rest: "" });
      }}
    >
      <Icon name="reply" />
      {i18n.t("Open the conversation")}
    </a>
  );
}
