import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { BROADCAST_KEYS, type Broadcast } from "../../src/console/broadcasts/calls";
import { keepAnswer } from "../../src/console/broadcasts/useDraft";

const at = (version: number) => ({ id: 7, version }) as Broadcast;

test("a read that was asked before does not put a broadcast back as it was", async () => {
  const queries = new QueryClient();
  let answer = (_: Broadcast) => {};
  const asked = new Promise<Broadcast>((resolve) => {
    answer = resolve;
  });
  const read = queries.fetchQuery({ queryKey: BROADCAST_KEYS.one(7), queryFn: () => asked }).catch(() => null);
  await keepAnswer(queries, at(3));
  answer(at(2));
  await read;
  expect(queries.getQueryData(BROADCAST_KEYS.one(7))).toEqual(at(3));
});
