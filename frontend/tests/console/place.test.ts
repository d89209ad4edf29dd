import { expect, test } from "vitest";
import { readPlace, writePlace } from "../../src/console/shell/place";

test.each([
  "/console/inbox/waiting",
  "/console/inbox/mine/42",
  "/console/inbox/all/42?q=%E0%A4%91%E0%A4%B0%E0%A5%8D%E0%A4%A1%E0%A4%B0&sort=window",
  "/console/inbox/all?view=3",
  "/console/inbox/all/7?q=order&at=in-12",
  "/console/customers/5",
  "/console/customers/5?q=%E0%AA%86%E0%AA%B6%E0%AA%BE&consent=stopped",
])("%s is read and written back", (address) => {
  const [path = "", search = ""] = address.split("?");
  const written = writePlace(readPlace(path, search));
  expect(decodeURIComponent(written)).toBe(decodeURIComponent(address));
});

test("an address that is none shows the work queue", () => {
  expect(readPlace("/console", "")).toMatchObject({ page: "inbox", folder: "waiting", id: null });
  expect(readPlace("/console/inbox/__proto__/-1", "sort=x&view=1e3")).toMatchObject({
    folder: "waiting",
    id: null,
    view: null,
    sort: null,
  });
});
