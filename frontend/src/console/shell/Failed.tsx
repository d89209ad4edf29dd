import { i18n } from "@lingui/core";

/** What could not be had, and another try. */
export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <p className="wrong" role="alert">
      {error.message || i18n.t("Dastak does not answer")}{" "}
      <button type="button" className="link" onClick={retry}>
        {i18n.t("Try again")}
      </button>
    </p>
  );
}
