"""What a segment may ask of a customer: one table of fields, which reading, asking the database, trying and telling
all go by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.locale import CODES
from bot.domain.orders import OrderStatus, Payment
from bot.domain.parcels import ParcelStage
from bot.domain.segments.states import STATES


class Kind(StrEnum):
    """What the values of a field are like."""

    NUMBER = "number"
    MONEY = "money"  # minor units of the shop's currency
    DAYS = "days"  # when it last happened, in days of the shop's zone
    CHOICE = "choice"  # of a list that is known
    WORDS = "words"  # as the shop writes them
    PREFIX = "prefix"  # the first digits of a PIN code
    PRODUCTS = "products"  # ids
    LABELS = "labels"  # ids
    BIRTHDAY = "birthday"


class Comparison(StrEnum):
    """How a field is compared with the value of a condition."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"
    IN_LAST_DAYS = "in_last_days"
    NOT_IN_LAST_DAYS = "not_in_last_days"  # also where it never happened
    BEFORE_LAST_DAYS = "before_last_days"  # it happened, and not in the last so many days
    EVER = "ever"
    NEVER = "never"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    TODAY = "today"
    THIS_MONTH = "this_month"
    IN_MONTH = "in_month"
    IN_NEXT_DAYS = "in_next_days"
    KNOWN = "known"


class Takes(StrEnum):
    """What value an operator takes."""

    NOTHING = "nothing"
    NUMBER = "number"
    LIST = "list"


_COMPARED = dict.fromkeys((Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.EXACTLY), Takes.NUMBER)
_LISTED = dict.fromkeys((Comparison.ONE_OF, Comparison.NONE_OF), Takes.LIST)
OPERATORS: Mapping[Kind, Mapping[Comparison, Takes]] = {
    Kind.NUMBER: _COMPARED,
    Kind.MONEY: _COMPARED,
    Kind.DAYS: {
        Comparison.IN_LAST_DAYS: Takes.NUMBER,
        Comparison.NOT_IN_LAST_DAYS: Takes.NUMBER,
        Comparison.BEFORE_LAST_DAYS: Takes.NUMBER,
        Comparison.EVER: Takes.NOTHING,
        Comparison.NEVER: Takes.NOTHING,
    },
    **dict.fromkeys((Kind.CHOICE, Kind.WORDS, Kind.PREFIX, Kind.PRODUCTS, Kind.LABELS), _LISTED),
    Kind.BIRTHDAY: {
        Comparison.TODAY: Takes.NOTHING,
        Comparison.THIS_MONTH: Takes.NOTHING,
        Comparison.IN_MONTH: Takes.NUMBER,
        Comparison.IN_NEXT_DAYS: Takes.NUMBER,
        Comparison.KNOWN: Takes.NOTHING,
    },
}
MOST_DAYS = 3650
MOST_BIRTHDAYS_AHEAD = 60
MOST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Field:
    """Something a customer is asked for. `dated`: a condition may say of how many last days it speaks."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    dated: bool = False
    least: int = 0
    most: int = MOST_NUMBER


class Consented(StrEnum):
    """What somebody has said to news and offers on a channel."""

    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    UNSAID = "unsaid"


class KnownBy(StrEnum):
    """What somebody can be written to by."""

    PHONE = "phone"
    USERNAME = "username"  # of WhatsApp, and no number is known
    NOTHING = "nothing"


class Missed(StrEnum):
    """What somebody asked for in vain."""

    SIZE = "size"
    COLOUR = "colour"


# The answers that say so, by their keys of the catalogue: that we gave one is what is recorded of the question.
MISSED_KEYS: Mapping[Missed, tuple[str, ...]] = {
    Missed.SIZE: ("product.size_no", "product.not_in_size"),
    Missed.COLOUR: ("product.colour_no", "product.not_in_colour"),
}
# Of domain.yml: what a customer can want. What the dialogue itself lives on (yes, no, hello) sorts nobody.
INTENTS = (
    *("order_status", "ask_eta", "ask_delay", "list_orders", "confirm_order", "cancel_order", "change_address"),
    *("change_order", "reschedule_delivery", "report_not_received", "return_item", "request_refund", "refund_status"),
    *("exchange_item", "report_damaged", "report_wrong_item", "ask_return_policy", "ask_warranty", "claim_warranty"),
    *("ask_care", "ask_payment_methods", "ask_cod", "payment_failed", "ask_invoice", "check_pincode"),
    *("ask_delivery_charges", "ask_delivery_time", "ask_offers", "loyalty_points", "ask_product", "suggest_product"),
    *("ask_cart", "how_to_order", "complaint", "praise", "talk_to_person", "ask_contact", "subscribe"),
)

_ALL = (
    Field("customer.locale", Kind.CHOICE, CODES),
    Field("customer.created", Kind.DAYS),
    Field("customer.birthday", Kind.BIRTHDAY),
    Field("customer.reach", Kind.CHOICE, tuple(KnownBy)),
    Field("place.city", Kind.WORDS),
    Field("place.pin", Kind.PREFIX),
    Field("place.state", Kind.CHOICE, tuple(STATES)),
    Field("points.balance", Kind.NUMBER),
    Field("orders.count", Kind.NUMBER, dated=True),
    Field("orders.total", Kind.MONEY, dated=True),
    Field("orders.last", Kind.DAYS),
    Field("orders.status", Kind.CHOICE, tuple(OrderStatus), dated=True),
    Field("orders.payment", Kind.CHOICE, tuple(Payment), dated=True),
    Field("orders.parcel", Kind.CHOICE, tuple(ParcelStage), dated=True),
    Field("bought.product", Kind.PRODUCTS, dated=True),
    Field("bought.category", Kind.WORDS, dated=True),
    Field("cart.left", Kind.DAYS),
    Field("cart.value", Kind.MONEY),
    Field("chat.wrote", Kind.DAYS),
    Field("chat.asked", Kind.CHOICE, INTENTS, dated=True),
    Field("chat.missed", Kind.CHOICE, tuple(Missed), dated=True),
    Field("chat.awaits", Kind.PRODUCTS),
    Field("rating.stars", Kind.NUMBER, least=1, most=5),
    Field("rating.last", Kind.DAYS),
    Field("consent.whatsapp", Kind.CHOICE, tuple(Consented)),
    Field("consent.sms", Kind.CHOICE, tuple(Consented)),
    Field("labels.has", Kind.LABELS),
    Field("links.clicked", Kind.DAYS),
    Field("messages.read", Kind.DAYS),
)
FIELDS: Mapping[str, Field] = {field.name: field for field in _ALL}
