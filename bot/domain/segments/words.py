"""English for what segments are made of: fields, and the values that are words of ours.

Other languages name each of these by its English (bot/locales/<locale>/LC_MESSAGES/parts.po).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from bot.domain.locale import Locale
from bot.domain.segments.fields import FIELDS, Kind
from bot.domain.segments.states import STATES


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What is said of something that has happened, that has not, and that never has."""

    did: str
    did_not: str
    never: str


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What is said of an {amount} ("5 or more"), of exactly one, and of none; "" where that is said as the first."""

    many: str
    one: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True)
class ListWords:
    """What is said of who has one of {listed}, and of who has none of them."""

    some: str
    none: str


TIMES: Mapping[str, TimeWords] = {
    "customer.created": TimeWords("became a customer", "did not become a customer", "never became a customer"),
    "orders.last": TimeWords("bought something", "bought nothing", "never bought anything"),
    "cart.left": TimeWords("left a cart that is still open", "left no cart that is still open", "has no open cart"),
    "chat.wrote": TimeWords("wrote to us", "did not write to us", "never wrote to us"),
    "rating.last": TimeWords("gave a rating", "gave no rating", "never gave a rating"),
    "links.clicked": TimeWords("opened a link of ours", "opened no link of ours", "never opened a link of ours"),
    "messages.read": TimeWords("read a message of ours", "read no message of ours", "never read a message of ours"),
}
NUMBERS: Mapping[str, NumberWords] = {
    "points.balance": NumberWords("{amount} points", "{amount} point", "no points"),
    "orders.count": NumberWords("{amount} orders", "{amount} order", "no orders"),
    "orders.total": NumberWords("spent {amount}"),
    "cart.value": NumberWords("an open cart worth {amount}"),
    "rating.stars": NumberWords("a last rating of {amount} stars", "a last rating of {amount} star"),
}
LISTS: Mapping[str, ListWords] = {
    "customer.locale": ListWords("is answered in {listed}", "is not answered in {listed}"),
    "customer.reach": ListWords("is known by {listed}", "is not known by {listed}"),
    "place.city": ListWords("had an order sent to {listed}", "had no order sent to {listed}"),
    "place.pin": ListWords(
        "had an order sent to a PIN code like {listed}", "had no order sent to a PIN code like {listed}"
    ),
    "place.state": ListWords("had an order sent to {listed}", "had no order sent to {listed}"),
    "orders.status": ListWords("has an order that is {listed}", "has no order that is {listed}"),
    "orders.payment": ListWords("has an order that is {listed}", "has no order that is {listed}"),
    "orders.parcel": ListWords("has a parcel that is {listed}", "has no parcel that is {listed}"),
    "bought.product": ListWords("bought {listed}", "did not buy {listed}"),
    "bought.category": ListWords("bought something of {listed}", "bought nothing of {listed}"),
    "chat.asked": ListWords("asked about {listed}", "did not ask about {listed}"),
    "chat.missed": ListWords("asked for {listed} we did not have", "did not ask for {listed} we did not have"),
    "chat.awaits": ListWords(
        "waits for {listed} to be in stock again", "does not wait for {listed} to be in stock again"
    ),
    "consent.whatsapp": ListWords("has {listed} offers on WhatsApp", "has not {listed} offers on WhatsApp"),
    "consent.sms": ListWords("has {listed} offers by SMS", "has not {listed} offers by SMS"),
    "labels.has": ListWords("has a conversation labelled {listed}", "has no conversation labelled {listed}"),
}
# Where a value is not its own word.
VALUES: Mapping[str, str] = {
    "cod": "to be paid at the door",
    "pending": "not paid yet",
    "partly_refunded": "partly refunded",
    "in_transit": "on its way",
    "out_for_delivery": "out for delivery",
    "attempt_failed": "not delivered at the first try",
    "returning": "on its way back",
    "ready": "ready to be fetched by the courier",
    "phone": "a phone number",
    "username": "a WhatsApp username alone",
    "nothing": "no way to reach them",
    "size": "a size",
    "colour": "a colour",
    "agreed": "agreed to",
    "withdrawn": "stopped",
    "unsaid": "said nothing about",
    "order_status": "where an order is",
    "ask_eta": "when an order comes",
    "ask_delay": "a delay",
    "list_orders": "their orders",
    "confirm_order": "confirming an order",
    "cancel_order": "cancelling an order",
    "change_address": "another address",
    "change_order": "changing an order",
    "reschedule_delivery": "another day of delivery",
    "report_not_received": "an order that did not come",
    "return_item": "sending something back",
    "request_refund": "a refund",
    "refund_status": "where a refund is",
    "exchange_item": "an exchange",
    "report_damaged": "something damaged",
    "report_wrong_item": "something wrong in the parcel",
    "ask_return_policy": "returns",
    "ask_warranty": "the warranty",
    "claim_warranty": "a claim",
    "ask_care": "use and care",
    "ask_payment_methods": "ways to pay",
    "ask_cod": "cash at the door",
    "payment_failed": "a payment that failed",
    "ask_invoice": "an invoice",
    "check_pincode": "delivery to a PIN code",
    "ask_delivery_charges": "delivery charges",
    "ask_delivery_time": "delivery times",
    "ask_offers": "offers",
    "loyalty_points": "points",
    "ask_product": "a product",
    "suggest_product": "what to buy",
    "ask_cart": "their cart",
    "how_to_order": "how to order",
    "complaint": "a complaint",
    "praise": "thanks",
    "talk_to_person": "a person to talk to",
    "ask_contact": "how to reach the shop",
    "subscribe": "news",
}
# How conditions are put together.
EVERYBODY, IN_SEGMENT, NOT = "every customer", "in “{name}”", "not ({rule})"
BOTH, EITHER, LAST_OF_LIST = "{left}, and {right}", "{left}, or {right}", "{left} or {right}"
WHAT_WHEN = "{what} {when}"
TODAY, SINCE_YESTERDAY, LAST_DAYS = "today", "since yesterday", "in the last {days} days"
BEFORE_DAY, BEFORE_DAYS, BEFORE_TODAY = (
    "{what} more than {days} day ago and not since",
    "{what} more than {days} days ago and not since",
    "{what} before today and not since",
)
AT_LEAST, AT_MOST, EXACTLY = "{amount} or more", "at most {amount}", "exactly {amount}"
BIRTHDAY_THIS_MONTH, BIRTHDAY_IN, BIRTHDAY_SOON = (
    "birthday this month",
    "birthday in {month}",
    "birthday today or in the next {days} days",
)
BIRTHDAY_TOMORROW, BIRTHDAY_KNOWN, BIRTHDAY_TODAY = (
    "birthday today or tomorrow",
    "a birthday that is known",
    "birthday today",
)
IN_LATIN = "{language} in Latin letters"
GLUE = (
    *(EVERYBODY, IN_SEGMENT, NOT, BOTH, EITHER, LAST_OF_LIST, WHAT_WHEN, TODAY, SINCE_YESTERDAY, LAST_DAYS, IN_LATIN),
    *(BEFORE_DAY, BEFORE_DAYS, BEFORE_TODAY, AT_LEAST, AT_MOST, EXACTLY),
    *(BIRTHDAY_THIS_MONTH, BIRTHDAY_IN, BIRTHDAY_SOON, BIRTHDAY_TOMORROW, BIRTHDAY_KNOWN, BIRTHDAY_TODAY),
)


def list_words() -> set[str]:
    """List all that is said of segments in English, so that other languages can be held against it."""
    said = {words for kind in (TIMES, NUMBERS, LISTS) for told in kind.values() for words in astuple(told) if words}
    chosen = {
        find_word(name, choice) for name, one in FIELDS.items() for choice in one.choices if one.kind is Kind.CHOICE
    }
    return {*said, *chosen, *GLUE}


def find_word(name: str, value: str) -> str:
    """Return the English of a value that is chosen for a field."""
    if name == "customer.locale":
        return Locale.of(value).name.title()
    if name == "place.state":
        return STATES[value].name
    return VALUES.get(value, value)
