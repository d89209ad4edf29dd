import { i18n } from "@lingui/core";
import { beforeEach, expect, test, vi } from "vitest";
import { call } from "../../src/console/api/client";

const busy = (headers: Record<string, string>) => new Response("{}", { status: 503, headers });
const done = () => new Response('{"id": 7}', { status: 200 });

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  vi.stubGlobal("location", { origin: "https://shop.example" });
  vi.useFakeTimers();
});

/** Answer what is asked, one after the other; gives the bodies that came. */
function answering(...answers: Response[]): string[] {
  const bodies: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    bodies.push(await request.text());
    return answers.shift();
  });
  return bodies;
}

test("what a busy database did not store is said once more, with the same words", async () => {
  const bodies = answering(busy({ "Retry-After": "10" }), done());
  const asked = call("POST", "/notes", { body: { text: "It waits" } });
  await vi.runAllTimersAsync();
  expect(await asked).toEqual({ id: 7 });
  expect(bodies).toEqual(['{"text":"It waits"}', '{"text":"It waits"}']);
});

test("who asks twice in vain is told, and what a proxy says is not tried again", async () => {
  for (const answers of [[busy({ "Retry-After": "10" }), busy({ "Retry-After": "10" })], [busy({})]]) {
    const bodies = answering(...answers);
    const asked = expect(call("POST", "/notes")).rejects.toMatchObject({ status: 503 });
    await vi.runAllTimersAsync();
    await asked;
    expect(bodies).toHaveLength(answers.length);
  }
});
