import { i18n } from "@lingui/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Chip, Loaded, Nothing } from "../../rules/parts";
import { useSettled } from "../../segments/useSettled";
import { may, useMe } from "../../session/session";
import { go, usePlace } from "../../shell/place";
import { ShowMore } from "../../shell/ShowMore";
import { KEYS, type Product, products } from "../calls";
import { TableBox } from "../table/TableBox";
import { factName, shortName } from "./factWords";
import { OneProduct } from "./OneProduct";
import "../../rules/rules.css";
import "../answers.css";

const NAME = "products";

/** What is known of the shop's goods: all of them with what is missing, or one. */
export function ProductsPage() {
  const { rest } = usePlace();
  const id = Number(rest.slice(NAME.length + 1));
  return <div className="rules-page">{id > 0 ? <OneProduct key={id} of={id} /> : <All />}</div>;
}

function All() {
  const id = useId();
  const canWrite = may(useMe(), "catalogue.write");
  const [typed, setTyped] = useState("");
  const [lacks, setLacks] = useState("");
  const q = useSettled(typed.trim(), 300);
  const found = useInfiniteQuery({
    queryKey: KEYS.products(q, lacks),
    queryFn: ({ pageParam }) => products.list(q, lacks, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const lacking = found.data?.pages[0]?.lacking ?? {};
  return (
    <>
      <p className="quiet">
        {i18n.t(
          "Questions about care, sizes and warranty are answered from here, and four notices need it. Your shop system fills in what it knows; what you write stays.",
        )}
      </p>
      <search className="rules-tools">
        <div className="field grow">
          <label htmlFor={id}>{i18n.t("Name, SKU or kind")}</label>
          <input
            id={id}
            type="search"
            value={typed}
            maxLength={100}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}l`}>{i18n.t("What is missing")}</label>
          <select id={`${id}l`} value={lacks} onChange={(event) => setLacks(event.target.value)}>
            <option value="">{i18n.t("All {count}", { count: lacking.all ?? 0 })}</option>
            {Object.entries(lacking)
              .filter(([name]) => name !== "all")
              .map(([name, count]) => (
                <option key={name} value={name}>
                  {factName(name)} ({count})
                </option>
              ))}
          </select>
        </div>
      </search>
      <Loaded of={found}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.products);
          if (all.length === 0) {
            return (
              <Nothing
                say={
                  lacking.all
                    ? i18n.t("No product is so.")
                    : i18n.t("There is no product yet: connect your shop, or take in a table.")
                }
              />
            );
          }
          return (
            <ul className="rules-list">
              {all.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <ShowMore of={found} />
      <TableBox get="/products.csv" send="/products/import" canWrite={canWrite} />
    </>
  );
}

function Row({ of }: { of: Product }) {
  const rest = `${NAME}/${of.id}`;
  return (
    <li>
      <a
        className="main"
        href={`/console/settings/${rest}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          go({ rest });
        }}
      >
        <b>{of.title}</b>
        <small>
          {of.sku}
          {of.lacks.length > 0 && ` · ${i18n.t("Missing: {list}", { list: of.lacks.map(shortName).join(", ") })}`}
        </small>
        {of.lacks.length === 0 && (
          <span>
            <Chip kind="good">{i18n.t("Complete")}</Chip>
          </span>
        )}
      </a>
    </li>
  );
}
