"""Which intents are requests to the team, and of which kind."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.requests import RequestKind

KIND_OF: Mapping[str, RequestKind] = {
    "cancel_order": RequestKind.CANCEL,
    "change_address": RequestKind.ADDRESS,
    "change_order": RequestKind.CHANGE_ORDER,
    "reschedule_delivery": RequestKind.RESCHEDULE,
    "report_not_received": RequestKind.NOT_RECEIVED,
    "return_item": RequestKind.RETURN,
    "request_refund": RequestKind.REFUND,
    "exchange_item": RequestKind.EXCHANGE,
    "report_damaged": RequestKind.DAMAGED,
    "report_wrong_item": RequestKind.WRONG_ITEM,
    "claim_warranty": RequestKind.WARRANTY,
    "payment_failed": RequestKind.PAYMENT,
    "ask_invoice": RequestKind.INVOICE,
    "complaint": RequestKind.COMPLAINT,
}

# And the other way round: what a button that goes on with a request of a kind means.
INTENT_OF: Mapping[RequestKind, str] = {kind: intent for intent, kind in KIND_OF.items()}
