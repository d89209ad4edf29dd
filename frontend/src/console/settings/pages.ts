// The pages of the settings, in the order they are listed: the navigation, the palette and the addresses read this.
import { i18n } from "@lingui/core";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Session } from "../api/shapes";
import { learn } from "../words/i18n";

export type SettingsGroup = "shop" | "answers" | "desk" | "notices" | "people" | "systems";
export interface SettingsPage {
  /** The end of its address: /console/settings/<name>, and what the page itself says after it. */
  name: string;
  group: SettingsGroup;
  say: () => string;
  /** What is set there, in a line. */
  about: () => string;
  needs: Session["permissions"][number];
  Page: LazyExoticComponent<ComponentType>;
}

/** What the groups are called, in their order. */
export const GROUPS: Readonly<Record<SettingsGroup, () => string>> = {
  shop: () => i18n.t("Shop"),
  answers: () => i18n.t("What the assistant says"),
  desk: () => i18n.t("What your people have ready"),
  notices: () => i18n.t("What customers are told"),
  people: () => i18n.t("People"),
  systems: () => i18n.t("Connections and safety"),
};

/** A page whose sentences stand in the catalogue of rules. */
const ofRules = (load: () => Promise<ComponentType>) =>
  lazy(async () => {
    const [found] = await Promise.all([load(), learn("rules")]);
    return { default: found };
  });

/** A page of answers, places, goods and offers; what they wait and refuse with is that of rules. */
const ofAnswers = (load: () => Promise<ComponentType>) =>
  lazy(async () => {
    const [found] = await Promise.all([load(), learn("answers"), learn("rules")]);
    return { default: found };
  });

/** A page of what is ready at the inbox; what it shares with the two before is theirs. */
const ofReady = (load: () => Promise<ComponentType>) =>
  lazy(async () => {
    const [found] = await Promise.all([load(), learn("ready"), learn("answers"), learn("rules")]);
    return { default: found };
  });

export const SETTINGS: readonly SettingsPage[] = [
  {
    name: "connections",
    group: "systems",
    say: () => i18n.t("Connections"),
    about: () => i18n.t("Shop system and carriers: how they are, new secrets, what could not be applied"),
    needs: "settings.read",
    Page: lazy(() => import("./connections/ConnectionsPage").then((found) => ({ default: found.ConnectionsPage }))),
  },
  {
    name: "twilio",
    group: "systems",
    say: () => i18n.t("WhatsApp and SMS"),
    about: () => i18n.t("The Twilio account messages leave by, its numbers, and who confirms a stop"),
    needs: "settings.write",
    Page: lazy(() => import("./start/TwilioPage").then((found) => ({ default: found.TwilioPage }))),
  },
  {
    name: "kept-requests",
    group: "systems",
    say: () => i18n.t("What could not be read"),
    about: () => i18n.t("Messages from Twilio that nobody could take in: why, and reading them once more"),
    needs: "settings.read",
    Page: lazy(() => import("./requests/UnreadPage").then((found) => ({ default: found.UnreadPage }))),
  },
  {
    name: "shop",
    group: "shop",
    say: () => i18n.t("Your shop"),
    about: () => i18n.t("Name, logo, colour, language, contact, return days, prices"),
    needs: "settings.write",
    Page: lazy(() => import("./shop/ShopPage").then((found) => ({ default: found.ShopPage }))),
  },
  {
    name: "hours",
    group: "shop",
    say: () => i18n.t("Hours and goals"),
    about: () => i18n.t("When your people work, holidays, within what time they answer, who sees what"),
    needs: "settings.write",
    Page: lazy(() => import("./hours/HoursPage").then((found) => ({ default: found.HoursPage }))),
  },
  {
    name: "dlt",
    group: "notices",
    say: () => i18n.t("SMS in India (DLT)"),
    about: () => i18n.t("Your entity, headers and the registered text of each sentence"),
    needs: "settings.write",
    Page: ofAnswers(() => import("./dlt/DltPage").then((found) => found.DltPage)),
  },
  {
    name: "answers",
    group: "answers",
    say: () => i18n.t("Answers"),
    about: () => i18n.t("What is said to common questions, in each language"),
    needs: "settings.read",
    Page: ofAnswers(() => import("../answers/topics/AnswersPage").then((found) => found.AnswersPage)),
  },
  {
    name: "delivery-areas",
    group: "answers",
    say: () => i18n.t("Places of delivery"),
    about: () => i18n.t("By PIN code: how many days, and whether with cash on delivery"),
    needs: "settings.read",
    Page: ofAnswers(() => import("../answers/areas/AreasPage").then((found) => found.AreasPage)),
  },
  {
    name: "products",
    group: "answers",
    say: () => i18n.t("Products"),
    about: () => i18n.t("Care, sizes, warranty, what goes with what, and what is missing"),
    needs: "settings.read",
    Page: ofAnswers(() => import("../answers/products/ProductsPage").then((found) => found.ProductsPage)),
  },
  {
    name: "offers",
    group: "answers",
    say: () => i18n.t("Offers"),
    about: () => i18n.t("Sums off, and your pages elsewhere to follow"),
    needs: "settings.read",
    Page: ofAnswers(() => import("../answers/offers/OffersPage").then((found) => found.OffersPage)),
  },
  {
    name: "sentences",
    group: "answers",
    say: () => i18n.t("Sentences"),
    about: () => i18n.t("Every sentence in your own words, in each language"),
    needs: "settings.read",
    Page: ofRules(() => import("../rules/sentences/SentencesPage").then((found) => found.SentencesPage)),
  },
  {
    name: "replies",
    group: "desk",
    say: () => i18n.t("Canned replies"),
    about: () => i18n.t("Answers that are typed with / in the inbox, in each language"),
    needs: "conversations.read",
    Page: ofReady(() => import("../ready/RepliesPage").then((found) => found.RepliesPage)),
  },
  {
    name: "macros",
    group: "desk",
    say: () => i18n.t("Macros"),
    about: () => i18n.t("A reply and several steps by one key"),
    needs: "conversations.read",
    Page: ofReady(() => import("../ready/MacrosPage").then((found) => found.MacrosPage)),
  },
  {
    name: "labels",
    group: "desk",
    say: () => i18n.t("Labels"),
    about: () => i18n.t("Words that conversations are sorted by, with goals of their own"),
    needs: "conversations.read",
    Page: ofReady(() => import("../ready/LabelsPage").then((found) => found.LabelsPage)),
  },
  {
    name: "views",
    group: "desk",
    say: () => i18n.t("Views"),
    about: () => i18n.t("Searches that are kept, for yourself or for everybody"),
    needs: "account",
    Page: ofReady(() => import("../ready/ViewsPage").then((found) => found.ViewsPage)),
  },
  {
    name: "rules",
    group: "notices",
    say: () => i18n.t("Rules"),
    about: () => i18n.t("What is told when, to whom, and what came of it"),
    needs: "settings.read",
    Page: ofRules(() => import("../rules/rules/RulesPage").then((found) => found.RulesPage)),
  },
  {
    name: "templates",
    group: "notices",
    say: () => i18n.t("Templates"),
    about: () => i18n.t("What WhatsApp has approved, and what it wants changed"),
    needs: "settings.read",
    Page: ofRules(() => import("../rules/templates/TemplatesPage").then((found) => found.TemplatesPage)),
  },
  {
    name: "team",
    group: "people",
    say: () => i18n.t("Team"),
    about: () => i18n.t("Who may do what, invitations, what agents see"),
    needs: "staff.read",
    Page: ofRules(() => import("../rules/safety/TeamPage").then((found) => found.TeamPage)),
  },
  {
    name: "privacy",
    group: "people",
    say: () => i18n.t("Privacy"),
    about: () => i18n.t("Find a person, take along, erase; how long what is kept"),
    needs: "settings.write",
    Page: ofRules(() => import("../rules/safety/PrivacyPage").then((found) => found.PrivacyPage)),
  },
  {
    name: "webhooks",
    group: "systems",
    say: () => i18n.t("Webhooks"),
    about: () => i18n.t("Your own system hears what happens here"),
    needs: "settings.write",
    Page: ofRules(() => import("../rules/webhooks/WebhooksPage").then((found) => found.WebhooksPage)),
  },
  {
    name: "keys",
    group: "systems",
    say: () => i18n.t("API keys"),
    about: () => i18n.t("What programs of yours may do, and when they last did"),
    needs: "staff.manage",
    Page: ofRules(() => import("../rules/safety/KeysPage").then((found) => found.KeysPage)),
  },
  {
    name: "audit",
    group: "systems",
    say: () => i18n.t("What was done"),
    about: () => i18n.t("Who did what, and when"),
    needs: "audit.read",
    Page: ofRules(() => import("../rules/safety/AuditPage").then((found) => found.AuditPage)),
  },
];
