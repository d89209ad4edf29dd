import { i18n } from "@lingui/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "../broadcasts/words";
import { complain, tell } from "../shell/toasts";
import { type Text, texts } from "./calls";
import { readCodes } from "./typed";

const FEW = 3;

/** Codes that are given one each: how many are left, and more put in from a list or a file. */
export function CodesPart({ of, changed }: { of: Text; changed: () => void }) {
  const [typed, setTyped] = useState("");
  const { codes, strange } = readCodes(typed);
  const put = useMutation({
    mutationFn: () => texts.addCodes(of.id, codes),
    onSuccess: (added) => {
      tell({ text: i18n.t("{n, plural, one {# new code} other {# new codes}}", { n: added }), seconds: 4 });
      setTyped("");
      changed();
    },
    onError: complain,
  });
  return (
    <section className="codes-part" aria-labelledby="codes-title">
      <h2 id="codes-title">{i18n.t("Codes, one for each person")}</h2>
      <p role="status">
        {i18n.t("{free} left, {given} given.", {
          free: count(of.coupon?.free ?? 0),
          given: count(of.coupon?.given ?? 0),
        })}
      </p>
      <div className="field">
        <label htmlFor="codes">{i18n.t("Paste codes, one a line")}</label>
        <textarea id="codes" rows={3} value={typed} onChange={(event) => setTyped(event.target.value)} />
        {strange.length > 0 && (
          <p className="wrong">
            {i18n.t("{n, plural, one {# is no code} other {# are no codes}}: {some}", {
              n: strange.length,
              some: strange
                .slice(0, FEW)
                .map((one) => one.slice(0, 40))
                .join(", "),
            })}
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor="codes-file">{i18n.t("Or a file of them (CSV or text)")}</label>
        <input
          id="codes-file"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={async (event) => {
            const file = event.target.files?.[0];
            if (file) setTyped(await file.text());
          }}
        />
      </div>
      <button
        type="button"
        className="plain"
        disabled={codes.length === 0 || put.isPending}
        onClick={() => put.mutate()}
      >
        {i18n.t("Put in {n, plural, one {# code} other {# codes}}", { n: codes.length })}
      </button>
    </section>
  );
}
