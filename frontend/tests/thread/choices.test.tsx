import { renderToStaticMarkup as render } from "react-dom/server";
import { expect, test } from "vitest";
import { Choices, stateOf } from "../../src/thread/Choices";
import type { Action, Rich } from "../../src/thread/types";

const YES: Action = { type: "QUICK_REPLY", title: "Yes", id: "b1", target: "" };
const NO: Action = { type: "QUICK_REPLY", title: "नहीं", id: "b2", target: "" };

function drawn(rich: Rich, used?: string, enabled = true) {
  const ignore = () => {};
  return render(<Choices rich={rich} locale="hi" used={used} enabled={enabled} tap={ignore} openList={ignore} />);
}

test("nothing is chosen at first, and what was tapped is", () => {
  expect(stateOf("b1", undefined, false)).toBe("");
  expect(stateOf("b1", undefined, true)).toBe("chosen");
});

test("what the shop heard counts more than what was tapped here", () => {
  expect(stateOf("b1", "b1", false)).toBe("chosen");
  expect(stateOf("b2", "b1", true)).toBe("spent");
});

test("buttons can be tapped until one of them was used", () => {
  expect(drawn({ actions: [YES, NO] })).not.toContain("disabled");
  expect(drawn({ actions: [YES, NO] }, "b1").match(/disabled/g)).toHaveLength(2);
  expect(drawn({ actions: [YES] }, undefined, false)).toContain("disabled");
});

test("a title has the language of its script", () => {
  expect(drawn({ actions: [NO] })).toContain('<span lang="hi">नहीं</span>');
});

test("a list opens once", () => {
  const list = { button: "Which order?", items: [{ id: "r1", title: "1042", description: "" }] };
  expect(drawn({ list })).not.toContain("disabled");
  expect(drawn({ list }, "r1")).toContain("disabled");
});

test("only web addresses become links", () => {
  const link = (target: string): Action => ({ type: "URL", title: "Track", id: "u1", target });
  expect(drawn({ actions: [link("https://shop.example/t/1")] })).toContain('href="https://shop.example/t/1"');
  expect(drawn({ actions: [link("javascript:alert(1)")] })).not.toContain("href");
});
