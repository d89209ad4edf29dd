import { i18n } from "@lingui/core";
import { useEffect, useState } from "react";
import { readTelling, switchOff, switchOn, type Telling } from "../shell/telling";
import { complain } from "../shell/toasts";

/** Whether this browser tells me what is late while I don't look at the console. */
export function MyNotices() {
  const [telling, setTelling] = useState<Telling | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void readTelling().then(setTelling, () => setTelling("impossible")), []);
  const change = async (wanted: boolean) => {
    setBusy(true);
    await (wanted ? switchOn() : switchOff()).then(setTelling, complain);
    setBusy(false);
  };
  if (telling === null) return null;
  return (
    <section className="my-log-in" aria-label={i18n.t("Notices")}>
      <h2>{i18n.t("Notices")}</h2>
      {telling === "impossible" && <p>{i18n.t("This browser can't show notices while the console is shut.")}</p>}
      {telling === "forbidden" && (
        <p>{i18n.t("Notices are blocked for this page: allow them in the browser's settings, then reload.")}</p>
      )}
      {(telling === "on" || telling === "off") && (
        <label className="check-line">
          <input
            type="checkbox"
            role="switch"
            aria-checked={telling === "on"}
            checked={telling === "on"}
            disabled={busy}
            onChange={(event) => void change(event.target.checked)}
          />
          {i18n.t("Tell me in this browser when an answer is late, also while the console is shut")}
        </label>
      )}
    </section>
  );
}
