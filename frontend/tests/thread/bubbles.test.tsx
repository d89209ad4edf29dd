import { renderToStaticMarkup as render } from "react-dom/server";
import { expect, test } from "vitest";
import { Bubble } from "../../src/thread/Bubble";
import { placeBelow } from "../../src/thread/grouping";
import { lastLine, preview } from "../../src/thread/preview";
import type { Message } from "../../src/thread/types";
import { aMessage, MORNING } from "../cast";

const ignore = () => {};

function drawn(message: Message, quoted?: Message) {
  return render(
    <Bubble
      message={message}
      quoted={quoted}
      locale="gu"
      grouped={false}
      used={undefined}
      tap={ignore}
      openList={ignore}
      reply={ignore}
    />,
  );
}

test("a bubble is marked with its direction and the language of its script", () => {
  const bubble = drawn(aMessage({ body: "તમારો ઓર્ડર" }));
  expect(bubble).toContain('class="bubble in"');
  expect(bubble).toMatch(/<p[^>]* lang="gu"[^>]*>તમારો ઓર્ડર<\/p>/);
});

test("markup in a message stays text", () => {
  expect(drawn(aMessage({ body: "<img src=x onerror=alert(1)>" }))).not.toContain("<img");
});

test("ticks stand under what the customer wrote and under nothing else", () => {
  expect(drawn(aMessage({ direction: "out", status: "read" }))).toContain("read by the shop");
  expect(drawn(aMessage())).not.toContain("tick");
});

test("a message that got lost says so, and offers neither ticks nor a reply", () => {
  const lost = drawn(aMessage({ direction: "in", status: "undelivered" }));
  expect(lost).toContain("did not get here");
  expect(lost).not.toContain("Reply to this message");
  expect(drawn(aMessage({ direction: "out", status: "failed" }))).not.toContain("tick");
});

test("a reply shows what it answers, a tapped button does not", () => {
  const asked = aMessage({ sid: "SM0", body: "Shall I cancel it?" });
  expect(drawn(aMessage({ direction: "out", body: "no" }), asked)).toContain("Shall I cancel it?");
  expect(drawn(aMessage({ direction: "out", rich: { chosen: "b1" } }), asked)).not.toContain("Shall I cancel it?");
});

test("bubbles of one writer within two minutes are grouped", () => {
  const first = aMessage();
  expect(placeBelow(aMessage({ at: MORNING + 119_000 }), first)).toEqual({ newDay: false, grouped: true });
  expect(placeBelow(aMessage({ at: MORNING + 120_000 }), first).grouped).toBe(false);
  expect(placeBelow(aMessage({ at: MORNING + 1_000, direction: "out" }), first).grouped).toBe(false);
});

test("a day begins with its first message, however close the one before", () => {
  const midnight = new Date(2026, 10, 22).getTime();
  expect(placeBelow(aMessage(), undefined)).toEqual({ newDay: true, grouped: false });
  const late = aMessage({ at: midnight - 1_000 });
  expect(placeBelow(aMessage({ at: midnight + 1_000 }), late)).toEqual({ newDay: true, grouped: false });
});

test("the list shows a message in one line, or what it holds", () => {
  expect(preview(aMessage({ body: "Two\n lines" }))).toBe("Two lines");
  expect(lastLine(aMessage({ direction: "out", body: "where" }))).toBe("You: where");
  const file = { sid: "ME1", url: "/m", kind: "audio", type: "audio/ogg", filename: "" };
  expect(preview(aMessage({ body: "", media: [file] }))).toBe("Voice note");
  expect(preview(aMessage({ body: "", rich: { location: { latitude: "1", longitude: "2" } } }))).toBe("Location");
});
