import { i18n } from "@lingui/core";

interface Props {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

/** The button below a list that goes on; it waits for its own page alone, not for what is fetched anew above it. */
export function ShowMore({ of }: Props) {
  if (!of.hasNextPage) return null;
  return (
    <button type="button" className="plain" disabled={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {i18n.t("Show more")}
    </button>
  );
}
