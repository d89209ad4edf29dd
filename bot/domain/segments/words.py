"""English for what segments are made of: fields, and the values that are words of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What is said of something that has happened, that has not, and that never has."""

    did: str
    did_not: str
    never: str


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
# {amount}: "5 or more", "no"; {s}: the plural's, where one is.
NUMBERS: Mapping[str, str] = {
    "points.balance": "{amount} point{s}",
    "orders.count": "{amount} order{s}",
    "orders.total": "spent {amount}",
    "cart.value": "an open cart worth {amount}",
    "rating.stars": "a last rating of {amount} star{s}",
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
