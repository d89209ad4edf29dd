// A broadcast that is made: its addresses, what fills its gaps, what forbids its start, what it says of itself.
import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import type { Broadcast, Outlook } from "../../src/console/broadcasts/calls";
import { checksOf, mayStart } from "../../src/console/broadcasts/checks";
import { emptyFor, filledFor, kept } from "../../src/console/broadcasts/sources";
import { bodyFor, fromCampaign, fromSentence } from "../../src/console/broadcasts/texts";
import { toLocal, toMoment } from "../../src/console/broadcasts/times";
import { readWhere } from "../../src/console/broadcasts/where";
import { audienceSaid, stepsToDo, sum } from "../../src/console/broadcasts/words";

i18n.loadAndActivate({ locale: "en", messages: {} });

test("each step has an address, and nothing else has", () => {
  expect(readWhere("")).toEqual({ id: null, step: "" });
  expect(readWhere("new")).toEqual({ id: null, step: "new" });
  expect(readWhere("12")).toEqual({ id: 12, step: "" });
  expect(readWhere("12/who")).toEqual({ id: 12, step: "who" });
  expect(readWhere("12/running")).toEqual({ id: 12, step: "running" });
  for (const other of ["0/who", "12/why", "12/who/else", "x", "new/who", "-1"]) expect(readWhere(other)).toBeNull();
});

test("a gap is the customer's own, or words, and nothing empty is kept", () => {
  const sources = { name: { field: "first_name", default: "friend" }, code: { text: " " }, old: { text: "x" } };
  expect(kept(sources, ["name", "code"])).toEqual({ name: { field: "first_name", default: "friend" } });
  expect(kept({}, ["name"])).toEqual({ name: { field: "first_name", default: "" } });
  expect(filledFor(sources.name, { name: " Asha  Patel" })).toBe("Asha");
  expect(filledFor(sources.name, { name: "" })).toBe("friend");
  expect(filledFor(undefined, { name: "Asha" })).toBe("");
  expect(emptyFor(sources.name, [{ name: "" }, { name: "Asha" }, { name: " " }])).toBe(2);
  expect(emptyFor({ text: "x" }, [{ name: "" }])).toBe(0);
});

const SENTENCE = fromSentence({
  key: "offer.thanks",
  fields: ["name"],
  locale: "en",
  category: "MARKETING",
  body: "Thank you, {name}",
  price_micros: 863_100,
  why_not: null,
});
const IN_TWO = {
  ...SENTENCE,
  bodies: [
    { ...SENTENCE.bodies[0], locale: "en", text: "Hello" },
    { ...SENTENCE.bodies[0], locale: "hi", text: "नमस्ते", canSend: false },
  ] as typeof SENTENCE.bodies,
};

test("everybody reads their own language, its other letters, or the fallback", () => {
  expect(bodyFor(IN_TWO, "hi", null)?.text).toBe("नमस्ते");
  expect(bodyFor(IN_TWO, "hi-Latn", null)?.text).toBe("नमस्ते");
  expect(bodyFor(IN_TWO, "gu", "hi")?.text).toBe("नमस्ते");
  expect(bodyFor(IN_TWO, null, null)?.text).toBe("Hello");
});

test("a text of one's own ends with the stop, and its gaps are written as the catalogue's", () => {
  const text = {
    locale: "en",
    body: "Hi {{name}}",
    titles: ["Show me"],
    stop: "Stop offers",
    footer: "",
    can_send: true,
  };
  const own = { key: "own.1", name: "Diwali", fields: ["name"], texts: [text], price_micros: 1, picture: null };
  const [body] = fromCampaign(own as unknown as Parameters<typeof fromCampaign>[0]).bodies;
  expect([body?.text, body?.buttons]).toEqual(["Hi {name}", ["Show me", "Stop offers"]]);
});

const DRAFT = { missing: [], values: {}, starts_at: null, budget_micros: null } as unknown as Broadcast;
const OUTLOOK = {
  people: 10,
  most: 10,
  sample: [],
  refusals: [],
  ...{ beyond: 0, fee_micros: 0, tax_micros: 0 },
  allowance: {
    ...{ most: null, used: 0, left: null, free_at: null, who_says: "" as const },
    ...{ told_most: null, quality: null, checked_at: null, changed_at: null },
  },
  cost_micros: 8_631_000,
  currency: "INR",
} as unknown as Outlook;
const how = (of: Partial<Broadcast>, outlook: Partial<Outlook> = {}, text = SENTENCE as typeof SENTENCE | undefined) =>
  checksOf({ ...DRAFT, ...of }, { ...OUTLOOK, ...outlook }, text, Date.parse("2026-11-29T08:00Z"));

test("what is missing forbids the start and names the step that mends it", () => {
  expect(mayStart(how({}))).toBe(true);
  const wrong: [ReturnType<typeof how>, string][] = [
    [how({ missing: ["audience"] }), "who"],
    [how({}, { people: 0, most: 0 }), "who"],
    [how({}, { most: 0 }), "who"],
    [how({ missing: ["key"] }), "what"],
    [how({ missing: ["values"] }), "what"],
    [how({}, { refusals: [{ rule: "template_paused", says: "x", remedy: "y" }] }), "what"],
    [how({}, { refusals: [{ rule: "of_tomorrow", says: "x", remedy: "y" }] }), "what"],
    [how({ budget_micros: 1_000_000 }), "when"],
    [how({ starts_at: "2026-11-29T07:00:00Z" }), "when"],
  ];
  for (const [checks, step] of wrong) {
    expect(mayStart(checks)).toBe(false);
    expect(checks[0]).toMatchObject({ how: "bad", step });
  }
});

test("what is worth a look does not forbid it", () => {
  const looks = how({}, { people: 12 }, IN_TWO);
  expect(looks.filter((one) => one.how === "look").map((one) => one.step)).toEqual(["who", "what"]);
  expect(mayStart(looks)).toBe(true);
});

test("a broadcast says to whom it goes, what it costs and where something is missing", () => {
  expect(audienceSaid({ agreed: true })).toBe("Everybody who agreed to offers");
  expect(audienceSaid({ newsletter: 3 })).toBe("Who has subscribed to a newsletter");
  expect(audienceSaid({})).toBe("Nobody yet");
  expect(stepsToDo({ missing: ["audience", "key", "values"] })).toEqual(["who", "what"]);
  expect(sum(269_287_200, "INR")).toBe("₹269");
  expect(sum(863_100, "INR")).toBe("₹0.86");
});

test("a time is that of this browser's zone, there and back", () => {
  expect(toMoment(toLocal("2026-12-01T04:30:00.000Z"))).toBe("2026-12-01T04:30:00.000Z");
  expect(toMoment("")).toBeNull();
});
