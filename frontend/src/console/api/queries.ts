// What was fetched and is kept: shown at once, and fetched anew when the live stream says that it changed.
import { QueryClient } from "@tanstack/react-query";
import { isAway } from "./problem";

const FRESH = 30_000;

export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH,
        gcTime: 10 * 60_000,
        retry: (count, error) => isAway(error) && count < 2,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
