import { i18n } from "@lingui/core";

/** Nothing answers, or with an error: say so, and try again. */
export function Away({ retry }: { retry: () => void }) {
  return (
    <main className="way-in">
      <div className="card-in" role="alert">
        <h1>{i18n.t("Dastak does not answer")}</h1>
        <p>{i18n.t("The connection is down, or Dastak is being started again. Nothing is lost.")}</p>
        <button type="button" className="primary" onClick={retry}>
          {i18n.t("Try again")}
        </button>
      </div>
    </main>
  );
}
