import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { desk, KEYS } from "../api/desk";
import type { View } from "../api/shapes";
import { nameOf, useStaff } from "../inbox/people";
import { placeOf } from "../inbox/useViews";
import { ViewForm, type ViewParts } from "../inbox/ViewForm";
import { Chip, Faults, faultsAt, Loaded, Nothing } from "../rules/parts";
import { useMe } from "../session/session";
import { go } from "../shell/place";
import { usesOfView } from "./calls";
import { Drop, has, Look, useSaving } from "./parts";
import "../rules/rules.css";
import "../answers/answers.css";

const FRESH: ViewParts = { name: "", query: "", sort: "active", shared: false, pin: null };

/** Saved searches: one's own, and those that all of the team see. */
export function ViewsPage() {
  const found = useQuery({ queryKey: KEYS.views, queryFn: desk.views });
  const [typed, setTyped] = useState("");
  const [made, setMade] = useState(0);
  return (
    <div className="rules-page">
      <p className="quiet">
        {i18n.t(
          "A view is a search that is kept: what stands here is typed as in the search box, like is:late or label:damage.",
        )}
      </p>
      <details className="rules-card">
        <summary>{i18n.t("A new view")}</summary>
        <Form key={made} of={null} isMine done={() => setMade(made + 1)} />
      </details>
      <Look typed={typed} look={setTyped} />
      <Loaded of={found}>
        {(all) => {
          const shown = all.filter((one) => has(typed, one.name, one.query));
          if (shown.length === 0) {
            const none = i18n.t("There is no view yet: keep a search here, or in the inbox after you searched.");
            return <Nothing say={all.length === 0 ? none : i18n.t("No view has these words.")} />;
          }
          return shown.map((one) => <Row key={one.id} of={one} />);
        }}
      </Loaded>
    </div>
  );
}

function Row({ of }: { of: View }) {
  const me = useMe();
  const maker = useStaff().find((one) => one.id === of.staff_id);
  const isMine = of.staff_id === me.staff.id || me.staff.role === "owner";
  return (
    <details className="rules-card">
      <summary>
        {of.pin && <kbd>{of.pin}</kbd>} {of.name} {of.shared && <Chip>{i18n.t("shared")}</Chip>}{" "}
        <small>{of.query}</small>
      </summary>
      {!isMine && (
        <p className="quiet">{i18n.t("{name} and owners change it; the key is yours.", { name: nameOf(maker) })}</p>
      )}
      <Form of={of} isMine={isMine} done={() => undefined} />
      <div className="rules-buttons">
        <button type="button" className="plain" onClick={() => go(placeOf(of))}>
          {i18n.t("Open it in the inbox")}
        </button>
        {isMine && <Drop name={of.name} uses={() => usesOfView(of.id)} drop={() => desk.dropView(of.id)} />}
      </div>
    </details>
  );
}

function Form({ of, isMine, done }: { of: View | null; isMine: boolean; done: () => void }) {
  const save = useSaving((parts: ViewParts) => {
    if (!of) return desk.addView(parts);
    return desk.changeView(of.id, isMine ? { ...parts, version: of.version } : { pin: parts.pin });
  }, done);
  return (
    <>
      <ViewForm
        of={of ? { name: of.name, query: of.query, sort: of.sort, shared: of.shared, pin: of.pin } : FRESH}
        digitOnly={!isMine}
        does={of ? i18n.t("Save") : i18n.t("Keep as a view")}
        save={(parts) => save.mutate(parts)}
      />
      <Faults of={faultsAt(save.error, "/")} />
    </>
  );
}
