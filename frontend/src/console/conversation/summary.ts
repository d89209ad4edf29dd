// What the assistant knows of a conversation, line by line.
import { i18n } from "@lingui/core";
import type { SummaryLine } from "../api/shapes";
import { kind as requestKind, stage } from "../panel/words";
import { cut, localeName } from "../words/locales";

const SHORT = 110;
const written = (value: unknown) => String(value ?? "");

export function tellLine({ kind, text, values }: SummaryLine): string {
  switch (kind) {
    case "asked":
      return i18n.t("Asked: {text}", { text });
    case "found":
      return [
        i18n.t("Order {order}: {stage}", { order: written(values.order), stage: stage(written(values.stage)) }),
        late(values),
      ]
        .filter(Boolean)
        .join(", ");
    case "left":
      return i18n.t("Left to be done: {text}", { text });
    case "request":
      return i18n.t("Open request {reference}: {kind}", {
        reference: written(values.reference),
        kind: requestKind(written(values.kind)),
      });
    case "tried":
      return i18n.t("Answered: {text}", { text: cut(text.replace(/\s*https?:\S+/g, ""), SHORT) });
    case "mood":
      return [
        typeof values.stars === "number" && i18n.t("{stars} of 5 stars", { stars: values.stars }),
        values.complaint === true && i18n.t("complains"),
      ]
        .filter(Boolean)
        .join(", ");
    case "locale":
      return localeName(String(values.locale));
  }
}

function late({ late_days }: SummaryLine["values"]): string {
  const days = Number(late_days);
  return days > 0 ? i18n.t("{days, plural, one {# day late} other {# days late}}", { days }) : "";
}
