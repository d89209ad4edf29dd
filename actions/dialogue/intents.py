"""Which intents are requests to the team, and of which kind."""

from __future__ import annotations

KIND_OF = {
    "cancel_order": "cancel",
    "change_address": "address",
    "change_order": "change_order",
    "reschedule_delivery": "reschedule",
    "report_not_received": "not_received",
    "return_item": "return",
    "request_refund": "refund",
    "exchange_item": "exchange",
    "report_damaged": "damaged",
    "report_wrong_item": "wrong_item",
    "claim_warranty": "warranty",
    "payment_failed": "payment",
    "ask_invoice": "invoice",
    "complaint": "complaint",
}
