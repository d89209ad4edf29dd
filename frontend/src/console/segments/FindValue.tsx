import { i18n } from "@lingui/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { langOf } from "../../thread/words";
import { type FieldTold, SEGMENT_KEYS, segmentDesk } from "./segments";
import type { Condition } from "./tree";
import { useSettled } from "./useSettled";

interface Props {
  of: Condition;
  field: FieldTold;
  said: string | undefined;
  add: (value: string | number) => void;
}

const PIN = /^[1-9]\d{1,5}$/;
const LONGEST = 60;

/** A box in which a value is typed: a word as the shop writes it, the beginning of a PIN code, or a product to find. */
export function FindValue({ of, field, said, add }: Props) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const found = useFound(of.field, useSettled(typed, 250));
  const isProducts = field.kind === "products";
  const word = typed.trim();
  const good = isProducts ? false : field.kind === "prefix" ? PIN.test(word) : word !== "";
  const put = (value: string | number) => {
    add(value);
    setTyped("");
  };
  const offered = found.filter((one) => !of.listed.includes(one.value)).slice(0, isProducts ? 8 : 12);
  const shown = word !== "" && (isProducts || of.field === "bought.category") ? offered : [];
  return (
    <span className="find-value">
      <input
        aria-label={isProducts ? i18n.t("Find a product") : i18n.t("Add one, then Enter")}
        aria-invalid={said !== undefined}
        aria-describedby={said}
        aria-controls={shown.length > 0 ? id : undefined}
        placeholder={isProducts ? i18n.t("Find a product") : field.kind === "prefix" ? "380" : i18n.t("then Enter")}
        inputMode={field.kind === "prefix" ? "numeric" : undefined}
        maxLength={LONGEST}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => good && field.kind !== "products" && shown.length === 0 && put(word)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          const [first] = shown;
          if (isProducts && first) put(first.value);
          else if (good) put(word);
        }}
      />
      {shown.length > 0 && (
        <ul id={id} className="found-values" aria-label={i18n.t("Found")}>
          {shown.map((one) => (
            <li key={one.value}>
              <button type="button" lang={langOf(one.name, "en")} onClick={() => put(one.value)}>
                {one.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

function useFound(field: string, typed: string) {
  const asked = field === "bought.category" ? "bought.category" : "bought.product";
  const q = asked === "bought.category" ? "" : typed.trim();
  const { data } = useQuery({
    queryKey: SEGMENT_KEYS.values(asked, q, ""),
    queryFn: () => segmentDesk.values(asked, q, ""),
    enabled: typed.trim() !== "" && !field.startsWith("place."),
    staleTime: 60_000,
  });
  const has = typed.trim().toLowerCase();
  return (data ?? []).filter((one) => asked === "bought.product" || one.name.toLowerCase().includes(has));
}
