// What is kept ready: a macro's effects as steps and back, a reply as a customer would read it.
import { expect, test } from "vitest";
import { exampleOf } from "../../src/console/ready/ReplyText";
import { actionsOf, stepsOf } from "../../src/console/ready/steps";

test("a macro is edited step by step, one label a step, and sent without what is worked out", () => {
  const steps = stepsOf([
    { kind: "reply", values: { canned_id: 3, name: "Sorry" } },
    { kind: "label", values: { add: [1, 2], remove: [3] } },
    { kind: "order", values: { order: "refund", tell: true, needs: "detail" } },
    { kind: "resolve", values: {} },
  ]);
  expect(actionsOf(steps)).toEqual([
    { action: "label", values: { add: [1] } },
    { action: "label", values: { add: [2] } },
    { action: "label", values: { remove: [3] } },
    { action: "order", values: { order: "refund", tell: true } },
    { action: "resolve", values: {} },
  ]);
});

test("a preview fills what there is and leaves what there is not", () => {
  expect(exampleOf("{name}: {order.status} {nmae} {constructor}", "gu")).toBe(
    "Asha: ડિલિવરી માટે નીકળ્યો {nmae} {constructor}",
  );
});
