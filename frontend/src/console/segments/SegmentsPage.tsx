import { i18n } from "@lingui/core";

/** The segments of the shop's customers. */
export function SegmentsPage() {
  return (
    <main className="page">
      <h1>{i18n.t("Segments")}</h1>
    </main>
  );
}
