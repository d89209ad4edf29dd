import { i18n } from "@lingui/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ask, client, ROOT } from "../../api/client";
import { desk, KEYS } from "../../api/desk";
import { useSettled } from "../../segments/useSettled";
import { ShowMore } from "../../shell/ShowMore";
import { dateAndClock } from "../../words/moments";
import { Loaded, Nothing } from "../parts";
import { deedName } from "./deeds";
import "../rules.css";

/** Who did what at the shop; looked through, and taken along as a table. */
export function AuditPage() {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [person, setPerson] = useState("");
  const action = useSettled(
    typed
      .trim()
      .toLowerCase()
      .replace(/[^a-z_.]/g, ""),
    300,
  );
  const people = useQuery({ queryKey: KEYS.staff, queryFn: desk.staff });
  const asked = { ...(action && { action }), ...(person && { staff_id: Number(person) }) };
  const found = useInfiniteQuery({
    queryKey: ["settings", "audit", asked],
    queryFn: ({ pageParam }) =>
      ask(client.GET("/audit", { params: { query: { ...asked, ...(pageParam && { before: pageParam }) } } })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const table = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)])).toString();
  return (
    <div className="rules-page">
      <search className="rules-tools">
        <div className="field grow">
          <label htmlFor={`${id}a`}>{i18n.t("What was done begins with")}</label>
          <input id={`${id}a`} value={typed} placeholder="rule." onChange={(event) => setTyped(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={`${id}p`}>{i18n.t("By whom")}</label>
          <select id={`${id}p`} value={person} onChange={(event) => setPerson(event.target.value)}>
            <option value="">{i18n.t("Everybody and every program")}</option>
            {(people.data ?? []).map((one) => (
              <option key={one.id} value={one.id}>
                {one.name || one.email}
              </option>
            ))}
          </select>
        </div>
        <a className="plain" href={`${ROOT}/audit/export${table && `?${table}`}`} download>
          {i18n.t("Take along as CSV")}
        </a>
      </search>
      <Loaded of={found}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.entries);
          return all.length === 0 ? (
            <Nothing say={i18n.t("Nothing like that was done.")} />
          ) : (
            <ul className="rules-list">
              {all.map((one) => (
                <li key={one.id}>
                  <span className="main">
                    <b>
                      {deedName(one.action)} <code>{one.subject}</code>
                    </b>
                    <small>
                      {dateAndClock(one.at)} ·{" "}
                      {one.staff_name ??
                        (one.api_key_id ? i18n.t("key {id}", { id: one.api_key_id }) : i18n.t("the terminal"))}
                      {one.detail && ` · ${one.detail}`}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <ShowMore of={found} />
    </div>
  );
}
