// What is wrong with a table, in the reader's words, by the name the server gives it (bot/domain/sheets/faults.toml).
import { i18n } from "@lingui/core";
import { withRemedy } from "../../api/problem";

export interface SheetFault {
  name: string;
  row: number;
  column: string;
  values: Readonly<Record<string, unknown>>;
  says: string;
}

const FAULTS: Record<string, (values: Record<string, string>) => string> = {
  empty: () => i18n.t("The file is empty: look whether the sheet has rows, and save it again."),
  no_rows: () => i18n.t("The file has a header and no rows."),
  workbook: () => i18n.t("This is a spreadsheet's own file: save it as “CSV UTF-8”."),
  not_text: () => i18n.t("This is not a text file: save it as “CSV UTF-8”."),
  too_large: (v) => i18n.t("The file has more than {most} MB: divide it.", v),
  too_many_rows: (v) => i18n.t("The file has more than {most} rows: divide it.", v),
  no_csv: (v) => i18n.t("Line {line} cannot be read: a quote is not closed.", v),
  no_column: () => i18n.t("The column is missing: the table to download has all of them."),
  doubled_column: () => i18n.t("The column is there twice: delete one of them."),
  too_many_cells: () => i18n.t("It has more cells than the first row: put a cell with a comma into quotes."),
  missing: () => i18n.t("The cell is empty: fill it in, or delete the row."),
  long: (v) => i18n.t("The cell has more than {most} letters.", v),
  control: () => i18n.t("It has a letter that cannot be shown: type it anew."),
  formula: () => i18n.t("It begins as a formula does: write its value."),
  doubled_row: (v) => i18n.t("The same stands in row {other} already.", v),
  locale: (v) => i18n.t("There is no such language: write one of {known}.", v),
  topic: () => i18n.t("This is no name of a topic: write small letters and _, like return_policy."),
  prefix: () => i18n.t("This is no beginning of a PIN code: write one to six digits, like 38* or 380015."),
  days: (v) => i18n.t("Write whole days, 0 to {most}, the first not above the second.", v),
  number: (v) => i18n.t("Write a whole number, 0 to {most}.", v),
  amount: () => i18n.t("This is no amount: write it like 1299 or 1299.50."),
  yes_no: () => i18n.t("Write yes or no."),
  link: () => i18n.t("This is no address of a page: begin it with https://."),
  many: (v) => i18n.t("There are more than {most} in the cell.", v),
  sku: (v) => i18n.t("Your shop has no product {sku}.", v),
  itself: () => i18n.t("A product does not go with itself."),
  new_product: () => i18n.t("This is a new product: give it a title and a price, or correct its SKU."),
  code: () => i18n.t("This is no code: write 3 to 40 letters, digits, - and _."),
  cannot_be: ({ problem = "", remedy = "" }) => withRemedy(problem, remedy),
  shortcut: () => i18n.t("This is no shortcut: write up to 20 of a-z, 0-9, - and _, like cod-rules."),
  no_text: () => i18n.t("The row has no text: write one in at least one of the languages."),
  no_field: (v) => i18n.t("There is no field “{field}”: use one of {known}, in braces.", v),
  day: () => i18n.t("This is no day: write it like 2026-12-31."),
};

/** Say what is wrong, and where. */
export function sayFault({ name, row, column, values, says }: SheetFault): string {
  const told = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
  const what = FAULTS[name]?.(told) ?? says;
  if (row && column) return i18n.t("Row {row}, column {column}: {what}", { row, column, what });
  if (row) return i18n.t("Row {row}: {what}", { row, what });
  return column ? i18n.t("Column {column}: {what}", { column, what }) : what;
}
