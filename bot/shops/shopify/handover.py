"""How a Shopify order gets to its customer: by courier, at the shop, or not at all."""

from __future__ import annotations

import re

from bot.domain.orders import Handover
from bot.shops.shopify.box import Box

# Of what is collected the REST API says little: a shipping line with the name of the place, and no address to ship to.
_PICKUP = re.compile(
    r"\b(?:(?:local|store|in[\W_]?store|shop|counter|click)[\W_]*(?:and|&|n)?[\W_]*(?:pick[\W_]*up|collect(?:ion)?)"
    r"|pick[\W_]*up (?:in|at|from)|collect (?:in|at|from)|pick[\W_]*up)\b",
    re.IGNORECASE,
)
# Brought there by a courier.
_AT_A_POINT = re.compile(r"\b(?:locker|pick[\W_]*up[\W_]*point|parcel[\W_]*shop|access[\W_]*point)\b", re.IGNORECASE)


def handover_of(order: Box) -> Handover:
    """How the order gets to its customer; by courier unless something says otherwise."""
    lines, methods = order.boxes("line_items"), order.boxes("shipping_lines")
    at_counter = order.text("source_name").lower() == "pos"
    if lines and not any(map(is_sent, lines)):
        return Handover.COUNTER if at_counter else Handover.NOTHING
    if methods:
        return Handover.PICKUP if all(_is_pickup(method, order) for method in methods) else Handover.COURIER
    return Handover.COUNTER if at_counter else Handover.COURIER


def is_sent(line: Box) -> bool:
    """Whether a line of an order or a shipment comes in a parcel: gift cards, downloads and services do not."""
    return not line.flag("gift_card") and (line.flag("requires_shipping") or not line.tells("requires_shipping"))


def _is_pickup(method: Box, order: Box) -> bool:
    told = " ".join(method.text(name) for name in ("delivery_category", "code", "title"))
    if _AT_A_POINT.search(told):
        return False
    nowhere = not order.tells("shipping_address") and order.tells("billing_address")
    return bool(_PICKUP.search(told)) or nowhere
