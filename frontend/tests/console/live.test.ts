import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { makeHearing, touched } from "../../src/console/live/news";

test("news of a conversation makes old what shows it, and no other conversation", () => {
  const keys = touched({ seq: 1, kind: "conversation", id: 7 });
  expect(keys).toContainEqual(["timeline", 7]);
  expect(keys).toContainEqual(["list"]);
  expect(keys).not.toContainEqual(["timeline"]);
  expect(touched({ seq: 1, kind: "of tomorrow", id: 7 })).toEqual([]);
});

test("many news at once fetch once", () => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  const queries = new QueryClient();
  const fetched = vi.spyOn(queries, "invalidateQueries");
  const hearing = makeHearing(queries);
  for (let seq = 0; seq < 50; seq++) hearing.hear({ seq, kind: "conversation", id: 7 });
  vi.runAllTimers();
  expect(fetched).toHaveBeenCalledTimes(4);
  vi.useRealTimers();
});
