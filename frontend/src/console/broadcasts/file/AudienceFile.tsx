import { i18n } from "@lingui/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dateAndClock } from "../../words/moments";
import { count } from "../words";
import { LIST_KEYS, lists, type PeopleList } from "./calls";
import { ListRead } from "./ListRead";
import { ListUpload } from "./ListUpload";
import { useList } from "./useList";
import "./file.css";

interface Props {
  /** The list that was chosen, 0 for none. */
  chosen: number;
  /** Is told a list that somebody has accepted, 0 where another is wanted. */
  choose: (id: number) => void;
}

/** A list of people as a file: uploaded, its errors on this very page, accepted; or one that came before. */
export function AudienceFile({ chosen, choose }: Props) {
  const [opened, setOpened] = useState<number | null>(chosen || null);
  const found = useList(opened).data;
  const queries = useQueryClient();
  const keep = (list: PeopleList) => {
    queries.setQueryData(LIST_KEYS.one(list.id), list);
    setOpened(list.id);
  };
  const leave = () => {
    setOpened(null);
    choose(0);
    void queries.invalidateQueries({ queryKey: LIST_KEYS.all, exact: true });
  };
  if (opened === null) {
    return (
      <div className="people-list">
        <ListUpload added={keep} known={setOpened} />
        <ListsBefore choose={setOpened} />
      </div>
    );
  }
  if (!found) return <p role="status">{i18n.t("One moment…")}</p>;
  return (
    <div className="people-list">
      <ListRead of={found} keep={keep} leave={leave} isChosen={chosen === found.id} choose={() => choose(found.id)} />
    </div>
  );
}

/** Lists that came before: those that were accepted, and those that somebody left half way. */
function ListsBefore({ choose }: { choose: (id: number) => void }) {
  const { data } = useQuery({ queryKey: LIST_KEYS.all, queryFn: lists.all });
  if (!data || data.length === 0) return null;
  return (
    <section>
      <h2>{i18n.t("Or a list that came before")}</h2>
      <ul className="lists-before">
        {data.map((one) => (
          <li key={one.id}>
            <button type="button" className="plain" onClick={() => choose(one.id)}>
              {one.name}
            </button>
            <small>
              {dateAndClock(one.created_at)} ·{" "}
              {one.state === "accepted" ? i18n.t("{n} people", { n: count(one.people) }) : i18n.t("not accepted yet")}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
