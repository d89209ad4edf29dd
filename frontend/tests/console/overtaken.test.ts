import { QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { makeQueries } from "../../src/console/api/queries";

/** What the server would answer with now, asked of it with `answer`, which is on its way until `come`. */
function aServer() {
  let now = "queued";
  const underway: (() => void)[] = [];
  return {
    becomes: (next: string) => (now = next),
    answer: () => {
      const left = now;
      return new Promise<string>((resolve) => underway.push(() => resolve(left)));
    },
    come: () => underway.shift()?.(),
  };
}

test("a first answer that became old on its way is asked for once more, and only once", async () => {
  const server = aServer();
  const asked = vi.fn(server.answer);
  const queries = makeQueries();
  const shown = new QueryObserver(queries, { queryKey: ["bulk", 7], queryFn: asked });
  const stop = shown.subscribe(() => undefined);
  server.becomes("done");
  void queries.invalidateQueries({ queryKey: ["bulk"] });
  void queries.invalidateQueries({ queryKey: ["bulk"] });
  server.come();
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
  server.come();
  await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe("done"));
  expect(asked).toHaveBeenCalledTimes(2);
  stop();
});
