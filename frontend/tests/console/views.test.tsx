import { i18n } from "@lingui/core";
import { renderToStaticMarkup as render } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { placeOf } from "../../src/console/inbox/useViews";
import { ViewForm } from "../../src/console/inbox/ViewForm";
import { KEYS } from "../../src/console/keys/table";
import { findCommand, mayAct } from "../../src/console/keys/useKeys";
import { writePlace } from "../../src/console/shell/place";

const LATE = { name: "<i>Late</i>", query: "is:late", sort: "waiting", shared: true, pin: 3 } as const;
beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("each digit has its view, and the menus of macros keep theirs while they are open", () => {
  for (let digit = 1; digit <= 9; digit++) expect(findCommand(String(digit), "").does).toBe(`view${digit}`);
  expect(KEYS.filter((key) => key.does.startsWith("view") && key.does !== "views")).toHaveLength(9);
  expect(mayAct("1", false, false, true)).toBe(true);
  expect([mayAct("1", false, true, true), mayAct("1", true, false, true), mayAct("1", false, false, false)]).toEqual([
    false,
    false,
    false,
  ]);
});

test("a view is shown by what it searches, in its order", () => {
  expect(writePlace(placeOf({ ...LATE, id: 7, staff_id: 1, version: 1 }))).toBe(
    "/console/inbox/all?view=7&q=is%3Alate&sort=waiting",
  );
});

test("of somebody else's view the digit alone is mine", () => {
  const theirs = render(<ViewForm of={LATE} digitOnly does="Save" save={() => {}} />);
  expect([theirs.match(/<input/g), theirs.match(/<select/g)?.length]).toEqual([null, 1]);
  const mine = render(<ViewForm of={LATE} does="Save" save={() => {}} remove={() => {}} />);
  expect(mine).toContain('value="&lt;i&gt;Late&lt;/i&gt;"');
  expect(mine).toMatch(/<option value="3" selected="">Key 3/);
});
