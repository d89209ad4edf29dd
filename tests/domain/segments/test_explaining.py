"""A rule is said in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.domain.segments.explaining import Names, explain_rule
from bot.domain.segments.fields import FIELDS, Kind
from bot.domain.segments.matching import _HELD, _NUMBERS, _TIMES
from bot.domain.segments.reading import read_rule
from bot.domain.segments.words import LISTS, NUMBERS, TIMES
from bot.locales.staff import STAFF_LOCALES
from bot.services.segments.saying import say_rules
from tests.cast import Cast

NAMES = Names(lambda minor: f"Rs {minor // 100:,}", {7: "Bandhani saree"}, {3: "हर्जाना"}, {12: "Loyal"})


def cond(field: str, operator: str, value: Any = None, days: int | None = None) -> dict[str, Any]:
    """A condition as JSON."""
    return {"field": field, "is": operator, "value": value, "days": days}


FIVE = cond("orders.count", "at_least", 5)
SAID: list[tuple[dict[str, Any], str]] = [
    (
        {"all": [FIVE, cond("orders.last", "not_in_last_days", 60)]},
        "5 or more orders, and bought nothing in the last 60 days",
    ),
    ({"all": []}, "Every customer"),
    (cond("orders.count", "exactly", 1, 30), "Exactly 1 order in the last 30 days"),
    (cond("orders.count", "at_most", 0), "No orders"),
    (cond("orders.total", "at_least", 500000), "Spent Rs 5,000 or more"),
    (cond("chat.wrote", "in_last_days", 1), "Wrote to us since yesterday"),
    (cond("chat.wrote", "in_last_days", 0), "Wrote to us today"),
    (cond("orders.last", "before_last_days", 90), "Bought something more than 90 days ago and not since"),
    (cond("rating.last", "never"), "Never gave a rating"),
    (cond("customer.birthday", "this_month"), "Birthday this month"),
    (cond("customer.birthday", "in_month", 11), "Birthday in November"),
    (cond("customer.locale", "one_of", ["gu", "gu-Latn"]), "Is answered in Gujarati or Gujarati in Latin letters"),
    (cond("place.state", "none_of", ["GJ"]), "Had no order sent to Gujarat"),
    (cond("place.pin", "one_of", ["39", "380015"]), "Had an order sent to a PIN code like 39… or 380015"),
    (cond("bought.product", "one_of", [7, 8], 60), "Bought “Bandhani saree” or “8” in the last 60 days"),
    (cond("bought.category", "one_of", ["saree", "stole", "kurta"]), "Bought something of saree, stole or kurta"),
    (cond("chat.missed", "one_of", ["size"]), "Asked for a size we did not have"),
    (cond("consent.whatsapp", "one_of", ["agreed"]), "Has agreed to offers on WhatsApp"),
    (cond("labels.has", "one_of", [3]), "Has a conversation labelled “हर्जाना”"),
    (
        {"any": [{"segment": 12}, {"all": [FIVE, {"not": {"segment": 13}}]}]},
        "In “Loyal”, or (5 or more orders, and not (in “13”))",
    ),
]


@pytest.mark.parametrize(("rule", "sentence"), SAID, ids=[sentence for _, sentence in SAID])
def test_it_is_said(rule: dict[str, Any], sentence: str) -> None:
    assert explain_rule(read_rule(rule), NAMES) == sentence


def test_every_field_is_said_and_tried() -> None:
    kinds = {name: field.kind for name, field in FIELDS.items()}
    times = {name for name, kind in kinds.items() if kind is Kind.DAYS}
    numbers = {name for name, kind in kinds.items() if kind in (Kind.NUMBER, Kind.MONEY)}
    lists = set(FIELDS) - times - numbers - {"customer.birthday"}
    assert (set(TIMES), set(NUMBERS), set(LISTS)) == (times, numbers, lists)
    assert (set(_TIMES), set(_NUMBERS), set(_HELD)) == (times, numbers, lists)


def test_it_is_said_in_the_languages_of_the_console(bot: Bot, cast: Cast) -> None:
    whole = [cond("orders.count", "at_least", 5), cond("orders.last", "not_in_last_days", 60)]
    rules = [read_rule({"all": whole}), read_rule(cond("customer.birthday", "in_month", 11))]
    with bot.database.reading.begin() as db:
        said = {locale: say_rules(db, cast.shop, rules, locale) for locale in STAFF_LOCALES}
    assert said == {
        "en": ["5 or more orders, and bought nothing in the last 60 days", "Birthday in November"],
        "hi": ["5 या ज़्यादा ऑर्डर, और पिछले 60 दिनों में कुछ नहीं ख़रीदा", "नवंबर में जन्मदिन"],
        "gu": ["5 કે વધુ ઓર્ડર, અને છેલ્લા 60 દિવસમાં કંઈ ખરીદ્યું નથી", "નવેમ્બરમાં જન્મદિન"],
        "bn": ["5 বা বেশি অর্ডার, আর গত 60 দিনে কিছু কেনেননি", "নভেম্বর মাসে জন্মদিন"],
    }
