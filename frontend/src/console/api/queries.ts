// What was fetched and is kept: shown at once, and fetched anew when the live stream says that it changed.
import { notifyManager, QueryClient } from "@tanstack/react-query";
import { isAway } from "./problem";

const FRESH = 30_000;

export function makeQueries(): QueryClient {
  // What a key changed is on the screen before the next key is heard: "t", "r" and the first letter may come at once.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH,
        gcTime: 10 * 60_000,
        retry: (count, error) => isAway(error) && count < 2,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        networkMode: "always", // without a line that is said, and not waited for in silence
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
