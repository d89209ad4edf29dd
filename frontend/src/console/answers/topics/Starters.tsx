import { i18n } from "@lingui/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Chip, Loaded } from "../../rules/parts";
import { complain, tell } from "../../shell/toasts";
import { faq, KEYS, type Starter } from "../calls";
import { useSpoken } from "./spoken";

const SETTINGS: Record<string, () => string> = {
  contact_phone: () => i18n.t("a phone number or an e-mail address"),
  contact_email: () => i18n.t("an e-mail address"),
  site_url: () => i18n.t("your website's address"),
  return_days: () => i18n.t("your days of return"),
  invoice_hours: () => i18n.t("the hours in which an invoice comes"),
  points_worth: () => i18n.t("what points are worth"),
  back_in_stock: () => i18n.t("the notice about what is back in stock"),
  hours: () => i18n.t("your opening hours"),
};

/** Ready answers, put together out of the shop's settings: those that are new, and those that have grown old. */
export function Starters() {
  const found = useQuery({ queryKey: KEYS.starters, queryFn: faq.starters });
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: (slugs: readonly string[]) => faq.start(slugs),
    onSuccess: async (done) => {
      await queries.invalidateQueries({ queryKey: ["settings"] });
      const said = i18n.t("{count} answers were written in seven languages", {
        count: done.new.length + done.changed.length,
      });
      const { deed } = done;
      const undo = () => faq.undo(deed as number).then(() => queries.invalidateQueries({ queryKey: ["settings"] }));
      tell({ text: said, seconds: 12, ...(deed && { undo }) });
    },
    onError: complain,
  });
  return (
    <Loaded of={found}>
      {(all) => {
        const offered = all.filter(({ state, missing }) => !missing && (state === "new" || state === "old"));
        const missing = all.filter((one) => one.missing);
        if (offered.length + missing.length === 0) return null;
        return (
          <section className="rules-card" aria-label={i18n.t("Ready answers")}>
            <h2>{i18n.t("Ready answers")}</h2>
            <p>
              {i18n.t(
                "Written for your shop out of its settings, in all seven languages. What you have worded yourself stays.",
              )}
            </p>
            {offered.length > 0 && (
              <button
                type="button"
                className="primary"
                disabled={take.isPending}
                onClick={() => take.mutate(offered.map(({ slug }) => slug))}
              >
                {i18n.t("Take all {count}", { count: offered.length })}
              </button>
            )}
            <ul className="rules-list">
              {[...offered, ...missing].map((one) => (
                <Row key={one.slug} of={one} take={() => take.mutate([one.slug])} busy={take.isPending} />
              ))}
            </ul>
          </section>
        );
      }}
    </Loaded>
  );
}

function Row({ of, take, busy }: { of: Starter; take: () => void; busy: boolean }) {
  const locale = useSpoken();
  const text = of.texts[locale] ?? of.texts.en;
  const lacking = SETTINGS[of.missing]?.() ?? of.missing;
  return (
    <li>
      <div className="main">
        <b lang={locale}>
          {text?.question} {of.state === "old" && <Chip kind="warn">{i18n.t("Your settings have changed")}</Chip>}
        </b>
        {of.missing ? (
          <small>{i18n.t("Needs {setting}: write it on the page “Your shop”.", { setting: lacking })}</small>
        ) : (
          <small lang={locale}>{text?.answer}</small>
        )}
      </div>
      {!of.missing && (
        <button type="button" className="plain" disabled={busy} onClick={take}>
          {i18n.t("Take")}
        </button>
      )}
    </li>
  );
}
