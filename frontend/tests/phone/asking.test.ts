import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newAsking } from "../../src/phone/asking";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("it asks until nothing has overtaken the answer, however long news goes on coming, and more and more seldom", async () => {
  const { overtake, askUntilCurrent } = newAsking();
  let newest = 0;
  const taken: number[] = [];
  const ask = async () => {
    const answer = newest;
    if (newest < 12) {
      newest++; // news that the answer lacks
      overtake();
    }
    return answer;
  };
  const done = askUntilCurrent(ask, (answer) => taken.push(answer));
  await vi.advanceTimersByTimeAsync(0);
  expect(taken).toEqual([0, 1, 2, 3]);
  await vi.advanceTimersByTimeAsync(20_000);
  await done;
  expect(taken.at(-1)).toBe(12);
});

test("it asks once where nothing comes, and says why it could not", async () => {
  const { askUntilCurrent } = newAsking();
  const ask = vi.fn(async () => "all");
  await askUntilCurrent(ask, () => undefined);
  expect(ask).toHaveBeenCalledOnce();
  const refuse = () => Promise.reject(new Error("not running"));
  await expect(askUntilCurrent(refuse, () => undefined)).rejects.toThrow("not running");
});
