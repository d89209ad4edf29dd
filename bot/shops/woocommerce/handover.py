"""How a WooCommerce order gets to its customer: by courier, at the shop, or not at all."""

from __future__ import annotations

from bot.domain.orders import Handover
from bot.shops.woocommerce.fields import Fields, letters_of, part, parts, text
from bot.shops.woocommerce.statuses import is_done

# Methods of WooCommerce itself (pages and blocks), and of its extension for several shops.
_PICKUP = frozenset({"localpickup", "legacylocalpickup", "pickuplocation", "localpickupplus"})
# Plugins' statuses.
READY = frozenset({"readyforpickup", "readytopickup", "readytocollect", "readyforcollection", "awaitingpickup"})
_COLLECTED = frozenset({"pickedup", "collected", "customercollected", "collectedbycustomer"})
# Where customers order by themselves WooCommerce asks for an address whenever something has to be shipped.
_AT_CHECKOUT = frozenset({"", "checkout", "store-api"})


def handover_of(order: Fields) -> Handover:
    """How the order gets to its customer; by courier unless something says otherwise."""
    methods = [letters_of(text(method, "method_id")) for method in parts(order, "shipping_lines")]
    if any(methods):
        return Handover.PICKUP if _PICKUP.issuperset(filter(None, methods)) else Handover.COURIER
    lines = parts(order, "line_items")
    if lines and not any(map(is_sent, lines)):
        return Handover.NOTHING
    told = isinstance(order.get("shipping_lines"), list) and isinstance(order.get("shipping"), dict)
    ships_nothing = told and text(order, "created_via") in _AT_CHECKOUT and not _has_address(order)
    return Handover.NOTHING if ships_nothing else Handover.COURIER


def is_collected(status: str) -> bool:
    """Whether the status of an order that is collected says that it was."""
    return letters_of(status) in _COLLECTED or is_done(status)


def is_sent(line: Fields) -> bool:
    """Whether a line comes in a parcel, as far as it says so: what is virtual or downloaded does not."""
    return not any(line.get(name) in (True, "yes", "true") for name in ("virtual", "downloadable"))


def _has_address(order: Fields) -> bool:
    return any(text(part(order, "shipping"), name) for name in ("address_1", "address_2", "city", "postcode"))
