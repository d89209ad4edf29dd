"""English for what a rule tells: the moments, how long after them, and at which hours.

Other languages name each of these by its English (bot/locales/<locale>/LC_MESSAGES/parts.po).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain.moments import MomentKind
from bot.domain.rules import Rule
from bot.domain.segments.fields import Comparison
from bot.domain.segments.rules import All, Saved, Trait
from bot.domain.segments.rules import Rule as WhomRule

MOMENTS: Mapping[MomentKind, str] = {
    MomentKind.ORDER_PLACED: "An order is placed",
    MomentKind.ORDER_COD: "A cash order waits for a yes",
    MomentKind.ORDER_PAID: "An order is paid",
    MomentKind.ORDER_PACKED: "An order is packed",
    MomentKind.ORDER_CANCELLED: "An order is cancelled",
    MomentKind.ORDER_REFUND_ISSUED: "A refund is on its way",
    MomentKind.ORDER_REFUND_DONE: "A refund has arrived",
    MomentKind.ORDER_STRANGERS: "A stranger asked about an order",
    MomentKind.ORDER_DELIVERED: "All of an order has arrived",
    MomentKind.PARCEL_SHIPPED: "A parcel is shipped",
    MomentKind.PARCEL_IN_TRANSIT: "A parcel passes a place",
    MomentKind.PARCEL_NEAR: "A parcel is in the customer's city",
    MomentKind.PARCEL_PICKUP_POINT: "A parcel waits to be collected",
    MomentKind.PARCEL_OUT_FOR_DELIVERY: "A parcel comes today",
    MomentKind.PARCEL_ATTEMPT_FAILED: "Nobody was home",
    MomentKind.PARCEL_LOST: "A parcel is lost",
    MomentKind.PARCEL_DAMAGED: "A parcel is damaged",
    MomentKind.PARCEL_RETURNING: "A parcel goes back",
    MomentKind.PARCEL_RETURNED: "A parcel is back at the shop",
    MomentKind.PARCEL_PARTLY_DELIVERED: "Part of an order has arrived",
    MomentKind.PARCEL_DELIVERED: "A parcel has arrived",
    MomentKind.PARCEL_LATE: "A parcel is late",
    MomentKind.POINTS_EARNED: "Points were earned",
    MomentKind.RATING_HIGH: "A good rating was given",
    MomentKind.CUSTOMER_BIRTHDAY: "A customer's birthday",
    MomentKind.PRODUCT_LOW: "Something bought runs out",
    MomentKind.PRODUCT_BACK: "Something awaited is back in stock",
    MomentKind.CART_LEFT: "A cart is left behind",
}
WHAT, HOURS, WHOM, OFF = (
    "{moment}: {when}",
    "{rule}, between {begin} and {end}",
    "{rule}, to: {whom}",
    "{rule} (switched off)",
)
AT_ONCE = "at once"
# The largest unit in which a delay is a whole number: seconds, one of it, several of it.
_DELAYS = (
    (86_400, "{count} day later", "{count} days later"),
    (3600, "{count} hour later", "{count} hours later"),
    (60, "{count} minute later", "{count} minutes later"),
)
Tell = Callable[[str, Mapping[str, object]], str]


def list_rule_words() -> set[str]:
    """List all that is said of rules in English, so that other languages can be held against it."""
    delays = {words for _, *both in _DELAYS for words in both}
    return {*MOMENTS.values(), WHAT, HOURS, WHOM, OFF, AT_ONCE} | delays


def say_notice(rule: Rule, whom: str, tell: Tell) -> str:
    """Return what tells when a rule is told, and to whom; `whom`: "" for everybody."""
    moment = tell(MOMENTS[rule.moment], {})
    said = tell(WHAT, {"moment": rule.title or moment, "when": _say_delay(rule.after, tell)})
    if rule.hours:
        said = tell(HOURS, {"rule": said, "begin": rule.hours[0], "end": rule.hours[1]})
    if whom:
        said = tell(WHOM, {"rule": said, "whom": whom})
    return said if rule.active else tell(OFF, {"rule": said})


def read_whom(rule: Rule) -> WhomRule:
    """Return to whom a rule is told as a segment's rule; without any condition: everybody."""
    parts: list[WhomRule] = []
    for name, value in rule.segment.items():
        match name:
            case "orders_at_least":
                parts.append(Trait("orders.count", Comparison.AT_LEAST, int(value)))
            case "orders_at_most":
                parts.append(Trait("orders.count", Comparison.AT_MOST, int(value)))
            case "spent_at_least":
                parts.append(Trait("orders.total", Comparison.AT_LEAST, int(value)))
            case "locales":
                parts.append(Trait("customer.locale", Comparison.ONE_OF, tuple(value)))
            case "cities":
                parts.append(Trait("place.city", Comparison.ONE_OF, tuple(value)))
            case "in_segment":
                parts.append(Saved(int(value)))
    return All(tuple(parts))


def _say_delay(after: timedelta, tell: Tell) -> str:
    seconds = int(after.total_seconds())
    for unit, one, several in _DELAYS:
        if seconds and seconds % unit == 0:
            count = seconds // unit
            return tell(one if count == 1 else several, {"count": count})
    return tell(AT_ONCE, {})
