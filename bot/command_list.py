"""The commands that stand in modules of their own, which are imported when one is asked for."""

from __future__ import annotations

# Command -> (module, name, what the list of commands says of it: the first sentence of its help).
ELSEWHERE = {
    "answers": ("bot.commands.answers", "answers", "What the shop answers to common questions."),
    "api-key": ("bot.commands.api_key", "api_key", "Keys for the API."),
    "areas": (
        "bot.commands.areas",
        "areas",
        "Where the shop delivers, in how many days, and with cash at the door or not.",
    ),
    "audit": ("bot.commands.audit", "audit", "Who did what to what, the newest first."),
    "audience": ("bot.commands.audience", "audience", "Lists of people to whom a broadcast can go."),
    "backup": (
        "bot.commands.backup",
        "backup",
        "Write database, media and what waits on disk to one FILE, while everything runs.",
    ),
    "broadcast": ("bot.commands.broadcast", "broadcast", "News to many at once, and what became of it."),
    "canned": ("bot.commands.canned", "canned", "Answers that the team keeps ready for the inbox."),
    "connect": (
        "bot.commands.connect",
        "connect",
        "Connect a shop system or a carrier; running a command again renews what is there.",
    ),
    "demo": ("bot.commands.demo", "demo", "The demo shop."),
    "desk": ("bot.commands.desk", "desk", "What waits for a person: requests, conversations, alerts."),
    "dlt": (
        "bot.commands.dlt",
        "dlt",
        "What is registered for SMS in India; the entity and its headers: `dastak shop set dlt_entity_id …`.",
    ),
    "events": ("bot.commands.events", "events", "What shops and carriers sent."),
    "import": ("bot.commands.imports", "import_orders", "Orders from a CSV file, ours or Shopify's export."),
    "inbox": (
        "bot.commands.inbox",
        "inbox",
        "When the shop's people work, holidays, within what time they answer, and how the inbox works.",
    ),
    "kept": ("bot.commands.kept", "kept", "What Twilio sent and nobody could understand."),
    "labels": ("bot.commands.sorting", "labels", "Words that conversations are sorted by."),
    "macros": (
        "bot.commands.macros",
        "macros",
        "Macros of the team: an answer kept ready, and what is done after it.",
    ),
    "newsletter": ("bot.commands.newsletter", "newsletter", "What customers can subscribe to in the chat."),
    "nlu-report": ("bot.commands.nlu_report", "nlu_report", "Measure the understanding of each language."),
    "offers": ("bot.commands.products", "offers", "The shop's flat-amount offers."),
    "openapi": ("bot.commands.openapi", "openapi", "Print the API's description (OpenAPI 3.1) as JSON."),
    "operator": (
        "bot.commands.operator",
        "operator",
        "Operators, who open and close the installation's shops and see its health, and nothing that is in a shop.",
    ),
    "privacy": ("bot.commands.privacy", "privacy", "What people asked to see of themselves."),
    "process": (
        "bot.commands.process",
        "process",
        "Become one process: web, live, worker, scheduler, actions or rasa.",
    ),
    "products": (
        "bot.commands.products",
        "products",
        "What is known of the shop's goods: care, sizes, warranty, what goes with what.",
    ),
    "pulls": ("bot.commands.pulls", "pulls", "How far orders, products, parcels and messages are complete."),
    "restore": ("bot.commands.backup", "restore", "Put a backup back; everything has to be stopped."),
    "rules": ("bot.commands.rules", "rules", "What customers hear, and when."),
    "secrets": ("bot.commands.secrets", "secrets", "What SECRET_KEY has sealed of shops, carriers and people."),
    "segment": ("bot.commands.segment", "segment", "Segments of the shop's customers."),
    "sentences": ("bot.commands.sentences", "sentences", "Every sentence the shop says."),
    "setup": ("bot.commands.setup", "setup", "Setting a shop up: how far it is, what its account has, and live."),
    "shops": (
        "bot.commands.shops",
        "shops",
        "The shops of this installation: closed and opened again.",
    ),
    "shop": ("bot.commands.shop", "shop", "A shop of one's own."),
    "taught": (
        "bot.commands.taught",
        "taught",
        "What the assistant got wrong, was taught, and the models of that.",
    ),
    "templates": ("bot.commands.templates", "templates", "What WhatsApp has approved."),
    "text": ("bot.commands.text", "text", "Texts of the shop's own for many people."),
    "units": (
        "bot.commands.process",
        "units",
        "Write systemd's units and a Procfile, by the table of processes that `dastak run` starts.",
    ),
    "upgrade": (
        "bot.commands.upgrade",
        "upgrade",
        "Bring the schema to this code's, once, however many hosts begin it at the same time.",
    ),
    "webhooks": ("bot.commands.webhooks", "webhooks", "Addresses of the shop's own that hear what happens."),
    "views": ("bot.commands.sorting", "views", "Saved searches that all of the team see."),
    "user": ("bot.commands.user", "user", "The shop's people, who log in to the console."),
    "unconfirmed": (
        "bot.commands.unconfirmed",
        "unconfirmed",
        "Cash-on-delivery orders their customers have not confirmed.",
    ),
}
