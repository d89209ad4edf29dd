import { i18n } from "@lingui/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { desk, KEYS } from "../api/desk";
import type { View } from "../api/shapes";
import { useMe } from "../session/session";
import { PageDialog } from "../shell/PageDialog";
import { go, usePlace } from "../shell/place";
import { complain, tell } from "../shell/toasts";
import { placeOf, useViews } from "./useViews";
import { ViewForm, type ViewParts } from "./ViewForm";

/** All saved views: what is searched now can be kept, each can be renamed, changed, put on a digit, deleted. */
export function ViewsDialog() {
  const place = usePlace();
  const views = useViews();
  const me = useMe();
  const queries = useQueryClient();
  const [open, setOpen] = useState<number | null>(place.view);
  const done = () => Promise.all([KEYS.views, KEYS.counts].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const add = (parts: ViewParts) =>
    desk.addView(parts).then((made) => {
      go(placeOf(made), true);
      setOpen(null);
      return done();
    });
  const change = (of: View, parts: Partial<ViewParts>) =>
    desk.changeView(of.id, { ...parts, version: of.version }).then((now) => {
      if (place.view === of.id) go({ ...placeOf(now), id: place.id }, true);
      setOpen(null);
      return done();
    });
  const remove = (of: View) =>
    desk.dropView(of.id).then(() => {
      if (place.view === of.id) go({ view: null, query: "", sort: null }, true);
      const { name, query, sort, shared, pin } = of;
      const again = () => desk.addView({ name, query, sort, shared, pin }).then(done);
      // Somebody else's would come back as mine.
      tell({ text: i18n.t("Deleted: {name}", { name }), ...(of.staff_id === me.staff.id && { undo: again }) });
      return done();
    });
  const isMine = (of: View) => of.staff_id === me.staff.id || me.staff.role === "owner";
  const fresh: ViewParts = { name: "", query: place.query, sort: place.sort ?? "active", shared: false, pin: null };
  return (
    <PageDialog name="views" title={i18n.t("Views")}>
      {place.query && !place.view && (
        <details className="view" open>
          <summary>{i18n.t("Keep what is searched now")}</summary>
          <ViewForm of={fresh} does={i18n.t("Keep as a view")} save={(parts) => void add(parts).catch(complain)} />
        </details>
      )}
      {views.length === 0 && !place.query && (
        <p className="empty">{i18n.t("No views yet: search for something first, then keep it here.")}</p>
      )}
      {views.map((one) => (
        <details
          key={`${one.id} ${JSON.stringify(one)}`}
          className="view"
          open={open === one.id}
          onToggle={(event) => {
            if (event.currentTarget.open) setOpen(one.id);
          }}
        >
          <summary>
            {one.pin && <kbd>{one.pin}</kbd>} {one.name} {one.shared && <small>{i18n.t("shared")}</small>}
          </summary>
          <ViewForm
            of={one}
            digitOnly={!isMine(one)}
            does={i18n.t("Save")}
            save={(parts) => void change(one, isMine(one) ? parts : { pin: parts.pin }).catch(complain)}
            {...(isMine(one) && { remove: () => void remove(one).catch(complain) })}
          />
        </details>
      ))}
    </PageDialog>
  );
}
