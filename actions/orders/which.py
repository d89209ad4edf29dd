"""Finds the order a customer means: by number, tracking number, product, what was spoken of, or what is most urgent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.dialogue.slots import Slot
from actions.dialogue.visit import Visit
from bot.domain.orders import OVER
from bot.domain.own_numbers import orders_meant
from bot.domain.writing import code_of
from bot.services.catalogue.products import is_of
from bot.services.orders.finding import find_by_tracking, find_relevant_order
from bot.services.orders.views import OrderView
from lexicon.folding import fold

# After these the customer's next "it" is the order that was spoken of.
_ABOUT_AN_ORDER = ("order.", "eta.", "delay.", "cod.", "cancel.", "request.", "refund.", "door.", "pickup.")
_CODE = re.compile(r"[a-z]{0,4}-?[0-9]{3,}[a-z0-9]*")


@dataclass(frozen=True, slots=True)
class Meant:
    """The order meant; or `unproven`, a number as typed that isn't theirs as far as we know; or neither.

    `among`: the running number that was typed is that of several orders of theirs.
    """

    order: OrderView | None = None
    unproven: str = ""
    among: tuple[OrderView, ...] = ()
    named: bool = False  # by the customer, in this message


def mentioned(visit: Visit) -> Meant:
    """The order named by number or tracking number in this message."""
    entities = visit.turn.entities
    number = entities.get("order_number", "")
    if number:
        return by_number(visit, number)
    tracking = entities.get("tracking_number", "")
    if not tracking:
        return Meant()
    found = find_by_tracking(visit.db, visit.merchant_id, tracking, visit.now)
    theirs = next((order for order in visit.orders if found and order.id == found.id), None)
    return Meant(theirs, "" if theirs else tracking, named=True)


def by_number(visit: Visit, number: str) -> Meant:
    """The order with this number if it is theirs; else the number, to be proven."""
    if not number:
        return Meant()
    exact = next((order for order in visit.orders if code_of(order.number) == code_of(number)), None)
    if exact:
        return Meant(exact, named=True)
    found = orders_meant(number, visit.own.numbers)
    theirs = tuple(order for one in found if (order := visit.own.find(one.order_id)))
    if len(theirs) > 1:
        return Meant(among=theirs)
    return Meant(theirs[0], named=True) if theirs else Meant(unproven=number, named=True)


def meant(visit: Visit) -> Meant:
    """The order a question is about."""
    named = mentioned(visit)
    if named.named:
        return named
    if named.among:
        return Meant(find_relevant_order(named.among))
    with_product = of_product(visit, visit.orders)
    return Meant(spoken_of(visit) or find_relevant_order(with_product or visit.orders))


def spoken_of(visit: Visit) -> OrderView | None:
    """The order the last answers were about, or that a person of the shop has left the conversation with."""
    told = visit.turn.last.notice_order or visit.turn.last.order_left
    if told:
        return by_number(visit, told).order
    number = visit.turn.slot(Slot.ORDER_NUMBER)
    if not number or not visit.turn.last.key.startswith(_ABOUT_AN_ORDER):
        return None
    return by_number(visit, number).order


def of_product(visit: Visit, orders: Sequence[OrderView]) -> list[OrderView]:
    """The orders that hold the product named in this message; none when none was named."""
    noun = visit.turn.entities.get("product")
    if not noun:
        return []
    return [order for order in orders if any(is_of(noun, item.category, item.title) for item in order.items)]


def number_typed(text: str) -> str:
    """A number or code in an answer to "which order?", whatever the entity extractor took it for; "" for none."""
    found = _CODE.search(fold(text))
    return found.group().upper() if found else ""


def still_moving(own: Sequence[OrderView]) -> list[OrderView]:
    """Orders something still happens to."""
    return [order for order in own if order.stage not in OVER]


def real_number(visit: Visit, typed: str) -> str:
    """The order number behind a typed order or tracking number; the typed one when nothing is found."""
    found = find_by_tracking(visit.db, visit.merchant_id, typed, visit.now)
    return found.number if found else typed
