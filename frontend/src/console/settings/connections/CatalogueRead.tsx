import { i18n } from "@lingui/core";

interface Props {
  seen: number;
  total: number | null;
}

/** How far a shop's products are read: a bar, and the same in words. */
export function CatalogueRead({ seen, total }: Props) {
  const words = total
    ? i18n.t("{seen} of {total} products are read", { seen, total })
    : i18n.t("{seen} products are read", { seen });
  return (
    <div className="catalogue-read">
      <progress aria-label={i18n.t("The products are being read")} {...(total ? { value: seen, max: total } : {})} />
      <p className="quiet">{words}</p>
    </div>
  );
}
