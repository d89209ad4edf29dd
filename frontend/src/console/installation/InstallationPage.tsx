import { i18n } from "@lingui/core";
import { Loaded, Nothing } from "../rules/parts";
import { dateAndClock } from "../words/moments";
import { type Installation, roomOf, useInstallation } from "./calls";
import { OpenShop } from "./OpenShop";
import { ShopRow } from "./ShopRow";

/** The shops of the installation and how it does; nothing that is in a shop. */
export function InstallationPage() {
  const found = useInstallation();
  return (
    <main className="operator-page rules-page">
      <h1>{i18n.t("Installation")}</h1>
      <p className="quiet">
        {i18n.t("You see which shops there are and how the system does. What is in a shop, its people alone see.")}
      </p>
      <Loaded of={found}>
        {(of) => (
          <>
            <section aria-labelledby="shops">
              <h2 id="shops">{i18n.t("Shops")}</h2>
              {of.shops.length === 0 ? (
                <Nothing say={i18n.t("There is no shop yet: open the first one below.")} />
              ) : (
                <ul className="rules-list">
                  {of.shops.map((one) => (
                    <ShopRow key={one.id} of={one} />
                  ))}
                </ul>
              )}
            </section>
            <OpenShop />
            <Health of={of} />
            <Done of={of.done} />
          </>
        )}
      </Loaded>
    </main>
  );
}

function Health({ of }: { of: Installation }) {
  const broken = of.parts.filter(({ works }) => !works);
  const bells = Object.entries(of.bells).filter(([, count]) => count > 0);
  return (
    <section aria-labelledby="health">
      <h2 id="health">{i18n.t("Health")}</h2>
      <p role="status" className={broken.length > 0 ? "wrong" : ""}>
        {broken.length > 0
          ? i18n.t("{count} parts do not work.", { count: broken.length })
          : i18n.t("Every part does its work.")}
      </p>
      <ul className="operator-parts">
        {of.parts.map((one) => (
          <li key={one.name}>
            <b>{one.name}</b>{" "}
            <span className={one.works ? "chip fine" : "chip"}>
              {one.works ? i18n.t("works") : i18n.t("does not work")}
            </span>
            {one.why && <small className="wrong">{one.why}</small>}
          </li>
        ))}
      </ul>
      <dl className="operator-facts">
        <Fact name={i18n.t("Database")} says={roomOf(of.storage.database)} />
        <Fact name={i18n.t("Disk: taken")} says={roomOf(of.storage.disk_used)} />
        <Fact name={i18n.t("Disk: free")} says={roomOf(of.storage.disk_free)} />
        <Fact name={i18n.t("Requests that wait on disk")} says={String(of.spooled)} />
        <Fact
          name={i18n.t("Work that waits, by queue")}
          says={bells.length > 0 ? bells.map(([queue, count]) => `${queue} ${count}`).join(" · ") : i18n.t("none")}
        />
        {of.counts.map((one) => (
          <Fact
            key={one.title}
            name={TITLES[one.title]?.() ?? one.title}
            says={
              Object.entries(one.numbers)
                .map(([state, count]) => `${state} ${count}`)
                .join(" · ") || i18n.t("none")
            }
          />
        ))}
      </dl>
    </section>
  );
}

// The server's titles of its counts begin so; what stands in brackets differs.
const TITLES: Readonly<Record<string, () => string>> = {
  "What a person should look at": () => i18n.t("What a person should look at, in all shops"),
};

function Fact({ name, says }: { name: string; says: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{says}</dd>
    </div>
  );
}

function Done({ of }: { of: Installation["done"] }) {
  if (of.length === 0) return null;
  return (
    <section aria-labelledby="done">
      <h2 id="done">{i18n.t("What was done last")}</h2>
      <ul className="operator-done">
        {of.map((one) => (
          <li key={`${one.at} ${one.action} ${one.subject}`}>
            <time dateTime={one.at}>{dateAndClock(one.at)}</time> {one.by ?? i18n.t("at the terminal")}:{" "}
            <code>
              {one.action} {one.subject}
            </code>
          </li>
        ))}
      </ul>
    </section>
  );
}
