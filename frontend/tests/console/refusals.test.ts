import { describe, expect, it } from "vitest";
import { sayFault } from "../../src/console/answers/table/faultWords";
import { Refused, withRemedy } from "../../src/console/api/problem";
import { faultsAt } from "../../src/console/rules/parts";
import { faultsOf } from "../../src/console/settings/faults";

describe("a fault with its remedy", () => {
  it("is one sentence and the next, in each language's own full stop", () => {
    expect(withRemedy("The text is too long.", "Write less.")).toBe("The text is too long. Write less.");
    expect(withRemedy("{#name#} कोई चर नहीं है।", "इनमें से चुनें।")).toBe("{#name#} कोई चर नहीं है। इनमें से चुनें।");
  });

  it("is two halves of one where the first is no sentence, or the first alone", () => {
    expect(withRemedy("is not such a number", "write a whole number")).toBe(
      "is not such a number: write a whole number",
    );
    expect(withRemedy("is gone", "")).toBe("is gone");
  });

  it("is said the same at a field, at a setting and in a table", () => {
    const [detail, remedy] = ["It is wrong.", "Mend it."];
    const refused = new Refused({ status: 422, title: "", detail: "", errors: [{ pointer: "/text", detail, remedy }] });
    expect(faultsAt(refused, "/text")).toEqual(["It is wrong. Mend it."]);
    expect(faultsOf(refused).text).toBe("It is wrong. Mend it.");
    const values = { problem: detail, remedy };
    expect(sayFault({ name: "cannot_be", row: 0, column: "", values, says: "" })).toBe("It is wrong. Mend it.");
  });
});
