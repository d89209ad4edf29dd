"""Which order a request is about: named, chosen from a list, proven, or the only one that fits."""

from __future__ import annotations

from actions.dialogue.visit import Visit
from actions.orders import told
from actions.orders.which import Meant, by_number, mentioned, number_typed, of_product, spoken_of
from actions.requests.kinds import WITHOUT_ORDER, fits, most_likely
from bot.domain.orders import CANCELLABLE
from bot.domain.requests import RequestKind
from bot.services.orders.views import OrderView

MOST_LISTED = 10


def order_for(visit: Visit, kind: RequestKind) -> Meant:
    """The order of a new request, as far as it is clear without asking."""
    named = mentioned(visit)
    # "I paid 5000 and got nothing" names no order.
    if named.named and (named.order or kind not in WITHOUT_ORDER):
        return named
    candidates = fitting(visit, kind)
    before = spoken_of(visit)
    if before and (before in candidates or kind in WITHOUT_ORDER):
        return Meant(before)
    if kind in WITHOUT_ORDER:
        return Meant()
    if len(candidates) == 1:
        return Meant(candidates[0])
    # Nothing fits: speak of the one they most likely mean, and say why not.
    return Meant(before or most_likely(kind, visit.orders)) if visit.orders and not candidates else Meant()


def fitting(visit: Visit, kind: RequestKind) -> list[OrderView]:
    """The orders to choose from."""
    candidates = [order for order in mentioned(visit).among or visit.orders if fits(kind, order)]
    narrowed = of_product(visit, candidates) or candidates
    # Who wants to cancel means what can still be cancelled.
    at_once = [order for order in narrowed if order.stage in CANCELLABLE]
    return (at_once or narrowed if kind == RequestKind.CANCEL else narrowed)[:MOST_LISTED]


def order_answered(visit: Visit) -> Meant:
    """The order that an answer to "which order?" names."""
    named = mentioned(visit)
    if named.named:
        return named
    with_product = of_product(visit, visit.orders)
    if len(with_product) == 1:
        return Meant(with_product[0])
    typed = number_typed(visit.turn.text)
    return by_number(visit, typed) if typed else Meant()


def offer_orders(visit: Visit, kind: RequestKind) -> None:
    """Ask which order: from a list, or by number where there is nothing to list."""
    candidates = fitting(visit, kind)
    if candidates:
        buttons = [told.choice_of(order, visit, "inform") for order in candidates]
        visit.say_list("request.ask_order", buttons)
    else:
        visit.say("order.ask_number" if visit.orders else "orders.none")
