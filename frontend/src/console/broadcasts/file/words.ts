// Lists of people in words: what is wrong with one, what to do about it, where its people agreed to offers.
import { i18n } from "@lingui/core";
import { named } from "../../words/named";
import { count } from "../words";
import type { Fault } from "./calls";

/** What is wrong, by the server's name for it; its values are filled in. */
const FAULTS = {
  empty: () => i18n.t("The file is empty. Look whether the sheet has rows, and save it again."),
  no_rows: () => i18n.t("The file has a header and no rows. Add a row for each person."),
  workbook: () => i18n.t("This is a spreadsheet's own file. Save it as “CSV UTF-8” in the spreadsheet."),
  not_text: () => i18n.t("This is no text file. Save it as “CSV UTF-8” in the spreadsheet."),
  too_large: (of: Of) => i18n.t("The file has more than {most} MB. Divide it.", of),
  too_many_rows: (of: Of) => i18n.t("The file has more than {most} rows. Divide it.", of),
  too_many_columns: (of: Of) => i18n.t("The file has more than {most} columns. Delete those that nobody needs.", of),
  no_csv: (of: Of) => i18n.t("Line {line} cannot be read: a quote is not closed, or a cell is far too long.", of),
  no_header: () => i18n.t("The first row is a person. Put a row above it with the names of the columns: phone, name."),
  one_column: () => i18n.t("Nothing we know stands between the cells. Save it with commas between them."),
  no_phone_column: () => i18n.t("There is no column of phone numbers. Name it phone, mobile or whatsapp."),
  doubled_column: (of: Of) => i18n.t("The column “{column}” is there twice. Rename or delete one of them.", of),
  long_column: (of: Of) => i18n.t("The name of column {number} is too long. Give it a short one.", of),
  no_phone: () => i18n.t("No phone number. Fill it in, or delete the row."),
  rounded: () =>
    i18n.t("The spreadsheet has rounded the number, as 9.19E+11. Format the column as text and fill it in again."),
  letters: () => i18n.t("Letters in the phone number. Write digits, like +919812345678."),
  too_short: () => i18n.t("Too few digits. Write the whole number, like +919812345678."),
  too_long: () => i18n.t("Too many digits, or several numbers. Write one, like +919812345678."),
  no_country: () => i18n.t("Its country is not told. Begin it with + and the country's code, like +919812345678."),
  landline: () => i18n.t("A landline. Give a mobile number."),
  no_mobile: () => i18n.t("No mobile number that anybody has. Look at its digits."),
  repeated: (of: Of) => i18n.t("The same person as in row {first}. They are written to once.", of),
  too_many_cells: () => i18n.t("More cells than the header. Put quotes around a cell that has a comma in it."),
  long_value: (of: Of) => i18n.t("“{column}” has more than {most} letters. Shorten it.", of),
  control: (of: Of) => i18n.t("“{column}” has letters in it that no message can hold. Type it anew.", of),
};
type Of = Record<string, unknown>;

/** Return what is wrong and what to do, in a sentence or two. */
export function faultSaid({ name, values }: Fault): string {
  const shown = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, typeof value === "number" ? count(value) : value]),
  );
  const words = Object.fromEntries(Object.entries(FAULTS).map(([key, say]) => [key, () => say(shown)]));
  return named(words, name, () => i18n.t("It cannot be read ({name}).", { name }));
}

/** Where people of a list may have agreed; the last ones are no consent, and say why. */
export const CONSENTS: Record<string, () => string> = {
  checkout: () => i18n.t("At the checkout"),
  site: () => i18n.t("On the site, in a form"),
  counter: () => i18n.t("In the shop"),
  asked_by_whatsapp: () => i18n.t("By WhatsApp: they wrote that they want it"),
  phone: () => i18n.t("By phone"),
  paper: () => i18n.t("On paper: a form, a guest book"),
  purchase: () => i18n.t("They bought something, that is all"),
  bought: () => i18n.t("The list was bought or rented"),
};
const REFUSED: Record<string, () => string> = {
  purchase: () =>
    i18n.t(
      "To buy is not to agree to offers: WhatsApp and the law ask for a permission of its own. Ask them first, at the next checkout or in a message about their order.",
    ),
  bought: () =>
    i18n.t(
      "People of a bought list never agreed to hear from you: they block, and WhatsApp takes your number away. Write to people who agreed themselves.",
    ),
};
export const consentSaid = (name: string) => named(CONSENTS, name, () => name);
/** Return why an answer is no consent; "" for one that is. */
export const whyRefused = (name: string) => named(REFUSED, name, () => "");
