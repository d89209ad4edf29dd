// What customers can mean, in a merchant's words: each intent of docs/intents.md.
import { i18n } from "@lingui/core";
import { named } from "../words/named";

/** By subject, in the order in which they are offered. */
export const SUBJECTS: readonly { say: () => string; meanings: Readonly<Record<string, () => string>> }[] = [
  {
    say: () => i18n.t("Their order"),
    meanings: {
      order_status: () => i18n.t("Where is my order"),
      ask_eta: () => i18n.t("When will it come"),
      ask_delay: () => i18n.t("Why is it late"),
      list_orders: () => i18n.t("Show my orders"),
      confirm_order: () => i18n.t("Confirm my order"),
      cancel_order: () => i18n.t("Cancel the order"),
      change_address: () => i18n.t("Change the address or phone"),
      change_order: () => i18n.t("Change the order before it comes"),
      reschedule_delivery: () => i18n.t("Deliver on another day"),
      report_not_received: () => i18n.t("Marked delivered, never came"),
      inform: () => i18n.t("Only a number or a date"),
    },
  },
  {
    say: () => i18n.t("After it came"),
    meanings: {
      return_item: () => i18n.t("Send it back"),
      request_refund: () => i18n.t("I want my money back"),
      refund_status: () => i18n.t("Where is my refund"),
      exchange_item: () => i18n.t("Exchange it"),
      report_damaged: () => i18n.t("It came damaged"),
      report_wrong_item: () => i18n.t("Wrong or missing piece came"),
      ask_return_policy: () => i18n.t("How do returns work"),
      ask_warranty: () => i18n.t("Is there a warranty"),
      claim_warranty: () => i18n.t("It stopped working"),
      ask_care: () => i18n.t("How to use or wash it"),
    },
  },
  {
    say: () => i18n.t("Paying and delivery"),
    meanings: {
      ask_payment_methods: () => i18n.t("How can I pay"),
      ask_cod: () => i18n.t("Is there cash on delivery"),
      payment_failed: () => i18n.t("Payment failed, money taken"),
      ask_invoice: () => i18n.t("Send the bill"),
      check_pincode: () => i18n.t("Do you deliver to my place"),
      ask_delivery_charges: () => i18n.t("What does delivery cost"),
      ask_delivery_time: () => i18n.t("How long does delivery take"),
    },
  },
  {
    say: () => i18n.t("The shop and its goods"),
    meanings: {
      ask_product: () => i18n.t("About a product: price, size, colour"),
      suggest_product: () => i18n.t("Suggest something to me"),
      ask_cart: () => i18n.t("What is in my cart"),
      how_to_order: () => i18n.t("How do I order"),
      ask_offers: () => i18n.t("Offers and coupons"),
      loyalty_points: () => i18n.t("My points"),
      ask_contact: () => i18n.t("Your phone, address or hours"),
    },
  },
  {
    say: () => i18n.t("A person, and messages"),
    meanings: {
      talk_to_person: () => i18n.t("I want to talk to a person"),
      complaint: () => i18n.t("A complaint about the shop"),
      change_language: () => i18n.t("Speak another language"),
      stop_messages: () => i18n.t("No more messages"),
      subscribe: () => i18n.t("Send me offers or news"),
    },
  },
  {
    say: () => i18n.t("Small talk"),
    meanings: {
      greet: () => i18n.t("Hello"),
      thank: () => i18n.t("Thank you"),
      goodbye: () => i18n.t("Goodbye"),
      ask_identity: () => i18n.t("Who are you, are you a robot"),
      help: () => i18n.t("What can you do"),
      affirm: () => i18n.t("Yes"),
      deny: () => i18n.t("No"),
      praise: () => i18n.t("Praise"),
      rate: () => i18n.t("A rating in stars"),
      out_of_scope: () => i18n.t("Nothing to do with the shop"),
    },
  },
];

const ALL: Readonly<Record<string, () => string>> = Object.assign(
  { nlu_fallback: () => i18n.t("Not understood") },
  ...SUBJECTS.map(({ meanings }) => meanings),
);

export const meaning = (intent: string) => named(ALL, intent, () => i18n.t("Something new here"));

const FOUND: Readonly<Record<string, () => string>> = {
  order_number: () => i18n.t("Order number"),
  tracking_number: () => i18n.t("Tracking number"),
  pin_code: () => i18n.t("PIN code"),
  phone: () => i18n.t("Phone"),
  amount: () => i18n.t("Amount"),
  date: () => i18n.t("Day or time"),
  product: () => i18n.t("Product"),
  rating: () => i18n.t("Stars"),
};

export const found = (kind: string) => named(FOUND, kind, () => i18n.t("Detail"));
