// WhatsApp's window shuts: what was being written stays, and what may still reach the customer is said.
import { i18n } from "@lingui/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test, vi } from "vitest";
import { KEYS } from "../../src/console/api/desk";
import type { ConversationWhole, Session } from "../../src/console/api/shapes";
import { Reply } from "../../src/console/composer/Reply";
import { touched } from "../../src/console/live/news";

beforeAll(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  vi.stubGlobal("window", globalThis);
});

const HOUR = 3_600_000;
const SENDS_NOT = /<button[^>]*class="primary send"[^>]*disabled/;
const ME = { staff: { id: 1 }, permissions: [] } as unknown as Session;

function shown(state: string, closes: number, writing: boolean, threadIsThere = true): string {
  const queries = new QueryClient();
  if (threadIsThere) queries.setQueryData(KEYS.timeline(7), { pages: [{ items: [], next: null }], pageParams: [null] });
  const of = {
    id: 7,
    channel: "whatsapp",
    locale: "gu",
    window_closes_at: new Date(Date.now() + closes).toISOString(),
    drafts: { reply: "આવતી કાલે <b>" },
    composer: { state, by: null, undo_seconds: 5 },
  } as unknown as ConversationWhole;
  return renderToStaticMarkup(
    <QueryClientProvider client={queries}>
      <Reply of={of} me={ME} actions={{} as never} writing={writing} note={() => {}} />
    </QueryClientProvider>,
  );
}

test("an open window has a box that sends", () => {
  expect(shown("open", HOUR, true)).toMatch(/<textarea/);
  expect(shown("open", HOUR, true)).not.toContain("has shut");
  expect(shown("open", HOUR, true)).not.toMatch(SENDS_NOT);
});

test("nobody answers what they have not seen: while the thread is on its way one may write, and not send", () => {
  const page = shown("open", HOUR, true, false);
  expect(page).toMatch(/<textarea/);
  expect(page).toMatch(SENDS_NOT);
});

test.each([
  ["shut", -HOUR],
  ["open", -1], // by the clock alone: nobody told of it
])("one that shuts while somebody writes leaves them their box: %s", (state, closes) => {
  const page = shown(state, closes, true);
  expect(page).toMatch(/<textarea[^>]*>આવતી કાલે &lt;b&gt;<\/textarea>/);
  expect(page).toContain("has shut while you wrote");
  expect(page).toContain("Choose a template");
  expect(page).toMatch(SENDS_NOT);
});

test("once they leave the box the templates are there, and their words beside them", () => {
  const page = shown("open", -1, false);
  expect(page).not.toMatch(/<textarea/);
  expect(page).toContain("WhatsApp&#x27;s window is shut");
  expect(page).toMatch(/kept as your draft.*lang="gu">આવતી કાલે &lt;b&gt;/);
});

test("news of what I may not see, and of settings, makes the open conversation old", () => {
  for (const kind of ["counts", "settings"]) expect(touched({ seq: 1, kind, id: 0 })).toContainEqual(["conversation"]);
});
