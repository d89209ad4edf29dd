// React says with console.error what it would rather not have (an unknown attribute, a list without keys): then a test fails.
import { beforeEach, vi } from "vitest";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation((...words: unknown[]) => {
    throw new Error(words.map(String).join(" "));
  });
});
