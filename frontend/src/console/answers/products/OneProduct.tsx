import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { Refused } from "../../api/problem";
import { asCount, Faults, faultsAt, Loaded, Nothing, SentForm } from "../../rules/parts";
import { may, useMe } from "../../session/session";
import { sayOvertaken } from "../../shell/overtaken";
import { go } from "../../shell/place";
import { complain, tell } from "../../shell/toasts";
import { LOCALES, localeName } from "../../words/locales";
import { KEYS, type Product, products } from "../calls";
import { factName } from "./factWords";

type Changes = Parameters<typeof products.change>[1];
type Typed = Partial<Record<string, string>>;
const LISTS = ["sizes", "colours", "goes_with"] as const;
const NUMBERS = ["warranty_months", "lasts_days"] as const;
const LINES = ["category", "material"] as const;
const TEXTS = ["care", "titles"] as const;

const PLACES = [...LISTS, ...NUMBERS, ...LINES, ...TEXTS].map((name) => `/${name}`);

/** A product: what is known of it, field by field, and what its people wrote themselves. */
export function OneProduct({ of }: { of: number }) {
  const found = useQuery({ queryKey: KEYS.product(of), queryFn: () => products.read(of) });
  return (
    <>
      <button type="button" className="link" onClick={() => go({ rest: "products" })}>
        {i18n.t("All products")}
      </button>
      {found.error instanceof Refused && found.error.status === 404 ? (
        <Nothing say={i18n.t("There is no such product (any more).")} />
      ) : (
        <Loaded of={found}>{(product) => <Editor of={product} />}</Loaded>
      )}
    </>
  );
}

function writtenOf(product: Product, name: string): string {
  const [field = "", locale] = name.split("/");
  const value = product[field as keyof Product];
  if (locale) return (value as Record<string, string>)[locale] ?? "";
  if (Array.isArray(value)) return value.join(", ");
  return value === 0 ? "" : String(value);
}

/** What was typed, as the server takes it; texts by language come whole. */
function changesOf(product: Product, typed: Typed): Changes {
  const changes: Record<string, unknown> = { version: product.version };
  for (const [name, text = ""] of Object.entries(typed)) {
    const [field = "", locale] = name.split("/");
    if (locale) {
      const before = changes[field] ?? product[field as "care" | "titles"];
      changes[field] = { ...(before as object), [locale]: text };
    } else if ((LISTS as readonly string[]).includes(field)) {
      changes[field] = text
        .split(/[,\n]/)
        .map((one) => one.trim())
        .filter(Boolean);
    } else changes[field] = (NUMBERS as readonly string[]).includes(field) ? asCount(text || "0") : text;
  }
  return changes as Changes;
}

function Editor({ of }: { of: Product }) {
  const canWrite = may(useMe(), "catalogue.write");
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Typed>({});
  const kept = async (product: Product) => {
    queries.setQueryData(KEYS.product(of.id), product);
    await queries.invalidateQueries({ queryKey: ["settings", "products"] });
    tell({ text: i18n.t("Saved"), seconds: 3 });
  };
  const save = useMutation({
    mutationFn: (changes: Changes) => products.change(of.id, changes),
    onSuccess: async (product) => {
      setTyped({});
      await kept(product);
    },
    onError: async (error) => {
      if (sayOvertaken(error)) return queries.invalidateQueries({ queryKey: KEYS.product(of.id) });
      if (faultsAt(error, "/").length === 0) complain(error);
    },
  });
  const box = (name: string, lines = 1, label = factName(name)): ReactNode => (
    <FactBox
      key={name}
      label={label}
      lang={name.split("/")[1]}
      lines={lines}
      text={typed[name] ?? writtenOf(of, name)}
      wrong={faultsAt(save.error, `/${name}`)}
      canWrite={canWrite}
      isNumber={(NUMBERS as readonly string[]).includes(name)}
      change={(text) => setTyped((before) => ({ ...before, [name]: text }))}
    />
  );
  const isChanged = Object.keys(typed).length > 0;
  return (
    <SentForm of={save} send={() => save.mutate(changesOf(of, typed))} said={PLACES} className="rules-page">
      <h2>{of.title}</h2>
      <p className="quiet">
        {of.sku}
        {of.typed.length > 0 && ` · ${i18n.t("Your own words: {list}", { list: of.typed.map(factName).join(", ") })}`}
      </p>
      <div className="rules-card">
        <div className="rules-fields">
          {LINES.map((name) => box(name))}
          {LISTS.map((name) =>
            box(
              name,
              1,
              `${factName(name)} (${name === "goes_with" ? i18n.t("SKUs with commas") : i18n.t("with commas")})`,
            ),
          )}
          {NUMBERS.map((name) => box(name))}
        </div>
      </div>
      {TEXTS.map((name) => (
        <fieldset key={name} className="rules-card" aria-label={factName(name)}>
          <h3>{factName(name)}</h3>
          <div className="rules-fields">
            {LOCALES.map((locale) => box(`${name}/${locale}`, name === "care" ? 3 : 1, localeName(locale)))}
          </div>
        </fieldset>
      ))}
      {canWrite && (
        <div className="rules-buttons">
          <button type="submit" className="primary" disabled={save.isPending || !isChanged}>
            {i18n.t("Save")}
          </button>
          {isChanged && (
            <button type="button" className="plain" onClick={() => setTyped({})}>
              {i18n.t("As it was")}
            </button>
          )}
          {of.typed.length > 0 && of.source !== "own" && !isChanged && (
            <button
              type="button"
              className="plain"
              onClick={() => save.mutate({ version: of.version, give_back: [...of.typed] } as Changes)}
            >
              {i18n.t("Let the shop system fill it in again")}
            </button>
          )}
        </div>
      )}
    </SentForm>
  );
}

interface BoxProps {
  label: string;
  lang: string | undefined;
  lines: number;
  text: string;
  wrong: readonly string[];
  canWrite: boolean;
  isNumber: boolean;
  change: (text: string) => void;
}

function FactBox({ label, lang, lines, text, wrong, canWrite, isNumber, change }: BoxProps) {
  const id = useId();
  const told = {
    id,
    lang,
    value: text,
    readOnly: !canWrite,
    "aria-invalid": wrong.length > 0,
    "aria-describedby": `${id}-wrong`,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {lines > 1 ? (
        <textarea {...told} rows={lines} maxLength={600} onChange={(event) => change(event.target.value)} />
      ) : (
        <input
          {...told}
          type={isNumber ? "number" : "text"}
          min={isNumber ? 0 : undefined}
          onChange={(event) => change(event.target.value)}
        />
      )}
      <Faults id={`${id}-wrong`} of={wrong} />
    </div>
  );
}
