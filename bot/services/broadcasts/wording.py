"""What a broadcast says: which sentences it may use, where their fields come from, and the values for one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.people import Customer, PointsEntry
from bot.domain import rules
from bot.domain.consent import Purpose
from bot.domain.field_values import Value
from bot.domain.field_values import sentence as sentence_value
from bot.domain.locale import CODES
from bot.domain.names import address
from bot.domain.rules import Rule
from bot.locales.catalogue import fields, sentence
from bot.services.messages.wording import OF_SHOP

FIELD, TEXT, DEFAULT = "field", "text", "default"
FIRST_NAME, POINTS = "first_name", "points"
OF_PERSON = (FIRST_NAME, POINTS)
LONGEST_TEXT = 200


class BadWords(ValueError):
    """Raised for a sentence or a field's source that cannot be used; says which and what to give."""


def find_rule(key: str) -> Rule | None:
    """Return the standard rule whose sentence a broadcast may send by this key; None for any other key.

    Offers only, without a picture, and with buttons that mean the same to everybody.
    """
    found = next((rule for rule in rules.standard().values() if rule.key == key), None)
    if found is None or found.purpose != Purpose.MARKETING or found.picture:
        return None
    return None if any(fields(value) for tap in found.buttons for value in tap.entities.values()) else found


def list_keys() -> list[str]:
    """List the keys of the sentences that a broadcast may send."""
    return sorted(rule.key for rule in rules.standard().values() if find_rule(rule.key))


def list_fields(key: str) -> list[str]:
    """List the fields of a sentence whose values a broadcast has to give; those of the shop are known."""
    wanted = frozenset().union(*(fields(sentence(locale, key)) for locale in CODES))
    return sorted(wanted - set(OF_SHOP))


def check_words(key: str, values: Mapping[str, Any], whole: bool = True) -> None:
    """Make sure that a broadcast can say a sentence with these sources of its fields.

    Args:
        whole: that each field has one; a draft may still lack some.

    Raises:
        BadWords: no such sentence, a field without a source or without a place, or a source that is none.
    """
    if find_rule(key) is None:
        raise BadWords(f"key: {key!r} is no sentence for many; there are {', '.join(list_keys())}")
    wanted = list_fields(key)
    if whole and (missing := [name for name in wanted if name not in values]):
        raise BadWords(f"values: {missing[0]} is missing; {key} needs {', '.join(wanted)}")
    if strange := [name for name in values if name not in wanted]:
        raise BadWords(f"values: {key} has no field {strange[0]}; it needs {', '.join(wanted)}")
    for name, source in values.items():
        _check_source(name, source)


def _check_source(name: str, source: Any) -> None:
    if isinstance(source, dict) and set(source) == {TEXT}:
        text = source[TEXT]
        if isinstance(text, str) and text.strip() and len(text) <= LONGEST_TEXT and "\n" not in text:
            return
        raise BadWords(f"values: {name}: the text is one line of 1 to {LONGEST_TEXT} letters")
    if isinstance(source, dict) and FIELD in source and set(source) <= {FIELD, DEFAULT}:
        default = source.get(DEFAULT, "")
        if source[FIELD] in OF_PERSON and isinstance(default, str) and len(default) <= LONGEST_TEXT:
            return
    raise BadWords(
        f'values: {name}: give {{"text": "…"}} or {{"field": one of {", ".join(OF_PERSON)}, "default": "…"}}'
    )


def fill_values(db: Session, values: Mapping[str, Any], customer: Customer) -> dict[str, Value]:
    """Return the values of a sentence's fields for one customer."""
    return {name: _fill(db, source, customer) for name, source in values.items()}


def _fill(db: Session, source: Mapping[str, Any], customer: Customer) -> Value:
    if TEXT in source:
        return str(source[TEXT])
    default = str(source.get(DEFAULT, ""))
    if source[FIELD] == FIRST_NAME:
        return address(customer.name) or default or sentence_value("word.friend")
    points = db.scalar(select(func.sum(PointsEntry.points)).where(PointsEntry.customer_id == customer.id))
    return str(points) if points else default or "0"
