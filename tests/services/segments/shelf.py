"""Words and codes that random customers and random rules share, so that they meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from bot.domain.segments.fields import FIELDS, MISSED_KEYS, OPERATORS, Comparison, Field, Kind, Takes

LOCALES = [None, "en", "gu", "bn-Latn"]
CATEGORIES = ["saree", "Saree", "કુર્તી"]
CITIES = ["", "Surat", "SURAT ", "New  Delhi", "अहमदाबाद", "বগুড়া"]
PINS = ["", "395 003", "396210", "605001", "600001", "૩૮૦૦૧૫", "12AB"]
STAGES = ["delivered", "returned", "in_transit"]
PAYMENTS = ["cod", "paid", "refunded"]
INTENTS = [None, "ask_cod", "return_item"]
KEYS = [None, "faq.cod", *(key for keys in MISSED_KEYS.values() for key in keys)]
_WORDS: dict[str, Sequence[Any]] = {
    "place.city": ["surat", "new delhi", "अहमदाबाद", "বগুড়া", "Pune"],
    "bought.category": ["SAREE", "કુર્તી", "x"],
}
_CHOICES: dict[str, Sequence[Any]] = {
    "orders.parcel": STAGES,
    "orders.payment": PAYMENTS,
    "chat.asked": INTENTS[1:],
    "place.state": ["GJ", "DH", "TN"],
}


def rules(products: list[int], labels: list[int], saved: list[int]) -> st.SearchStrategy[dict[str, Any]]:
    """Rules as JSON over these ids."""
    ids = {Kind.PRODUCTS: products, Kind.LABELS: labels}
    conditions = st.sampled_from(sorted(FIELDS)).flatmap(lambda name: _condition(FIELDS[name], ids))
    leaves = conditions | st.sampled_from(saved).map(lambda one: {"segment": one})

    def grouped(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        several = st.lists(inner, min_size=1, max_size=3)
        return (
            several.map(lambda some: {"all": some})
            | several.map(lambda some: {"any": some})
            | inner.map(lambda one: {"not": one})
        )

    return leaves | grouped(leaves) | grouped(grouped(leaves))


def _condition(field: Field, ids: dict[Kind, list[int]]) -> st.SearchStrategy[dict[str, Any]]:
    days = st.none() | st.integers(1, 5) if field.dated else st.none()
    return st.sampled_from([*OPERATORS[field.kind]]).flatmap(
        lambda operator: st.fixed_dictionaries(
            {
                "field": st.just(field.name),
                "is": st.just(operator.value),
                "value": _value(field, operator, ids),
                "days": days,
            }
        )
    )


def _value(field: Field, operator: Comparison, ids: dict[Kind, list[int]]) -> st.SearchStrategy[Any]:
    takes = OPERATORS[field.kind][operator]
    if takes is Takes.NOTHING:
        return st.none()
    if takes is Takes.NUMBER:
        numbers = {Kind.DAYS: (0, 5), Kind.MONEY: (0, 400), Kind.BIRTHDAY: (1, 12)}
        return st.integers(*numbers.get(field.kind, (field.least, min(field.most, 5))))
    words: Sequence[Any] = _CHOICES.get(field.name, field.choices)
    known: Sequence[Any] = ids.get(field.kind) or _WORDS.get(field.name) or words
    pins = ["39", "3962", "600001", "380015"]
    return st.lists(st.sampled_from(pins if field.kind is Kind.PREFIX else known), min_size=1, max_size=3)
