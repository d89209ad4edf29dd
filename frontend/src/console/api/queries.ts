// What was fetched and is kept: shown at once, and fetched anew when the live stream says that it changed.
import { type InvalidateOptions, type InvalidateQueryFilters, notifyManager, QueryClient } from "@tanstack/react-query";
import { isAway } from "./problem";

const FRESH = 30_000;

/** Answers, of which a first one that became old on its way is asked for once more; the library takes it for new. */
class Answers extends QueryClient {
  private readonly old = new WeakSet<Promise<unknown>>();

  override invalidateQueries(filters: InvalidateQueryFilters = {}, options?: InvalidateOptions): Promise<void> {
    for (const { state, promise, queryKey } of this.getQueryCache().findAll({ ...filters, fetchStatus: "fetching" })) {
      if (state.data !== undefined || !promise || this.old.has(promise)) continue;
      this.old.add(promise);
      const again = () => void super.invalidateQueries({ queryKey, exact: true }, options);
      // Once its answer is kept, which is a moment after it came.
      void promise.then(() => setTimeout(again), again);
    }
    return super.invalidateQueries(filters, options);
  }
}

export function makeQueries(): QueryClient {
  // What a key changed is on the screen before the next key is heard: "t", "r" and the first letter may come at once.
  notifyManager.setScheduler(queueMicrotask);
  return new Answers({
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
