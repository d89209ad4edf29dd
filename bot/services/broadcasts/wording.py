"""What a broadcast says: which sentences it may use, where their fields come from, and the values for one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.db.lists import AudienceRow
from bot.db.people import Customer, PointsEntry
from bot.domain import rules
from bot.domain.consent import Purpose
from bot.domain.field_values import Value
from bot.domain.field_values import sentence as sentence_value
from bot.domain.locale import CODES
from bot.domain.names import address
from bot.domain.rules import Rule
from bot.domain.visible import visible
from bot.locales.catalogue import fields, sentence
from bot.services.broadcasts.sources import DEFAULT, FIELD, FIELDS, FIRST_NAME, STOCK
from bot.services.messages.wording import OF_SHOP

TEXT, COLUMN = "text", "column"
OF_PERSON = tuple(FIELDS)
LONGEST_TEXT = 200
_ROW = select(AudienceRow.values).where(
    AudienceRow.file_id == bindparam("file"), AudienceRow.customer_id == bindparam("customer")
)


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


def check_words(
    key: str, values: Mapping[str, Any], *, whole: bool = True, columns: Sequence[str] | None = None
) -> None:
    """Make sure that a broadcast can say a sentence with these sources of its fields.

    Args:
        whole: that each field has one; a draft may still lack some.
        columns: of the list in its audience, which alone may be named; None: that was looked at before.

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
        check_source(name, source, columns)


def check_source(name: str, source: Any, columns: Sequence[str] | None = None) -> None:
    """Make sure that a field can be filled from a source; what the catalogue has to say is looked at elsewhere.

    Raises:
        BadWords: it is none.
    """
    if isinstance(source, dict) and set(source) == {TEXT}:
        text = source[TEXT]
        if isinstance(text, str) and text.strip() and len(text) <= LONGEST_TEXT and len(text.splitlines()) == 1:
            return
        raise BadWords(f"values: {name}: the text is one line of 1 to {LONGEST_TEXT} letters")
    if isinstance(source, dict) and FIELD in source and set(source) <= {FIELD, DEFAULT}:
        default = source.get(DEFAULT, "")
        if (
            source[FIELD] in OF_PERSON
            and isinstance(default, str)
            and len(default) <= LONGEST_TEXT
            and len(default.splitlines()) <= 1
        ):
            return
    if isinstance(source, dict) and set(source) == {STOCK}:
        return
    if isinstance(source, dict) and COLUMN in source and set(source) <= {COLUMN, DEFAULT}:
        _check_column(name, source, columns)
        return
    raise BadWords(
        f'values: {name}: give {{"text": "…"}}, {{"field": one of {", ".join(OF_PERSON)}, "default": "…"}} or '
        '{"column": one of the list\'s, "default": "…"}'
    )


def _check_column(name: str, source: Mapping[str, Any], columns: Sequence[str] | None) -> None:
    if columns is not None and source[COLUMN] not in columns:
        there = f"it has {', '.join(columns)}" if columns else "no list is in the audience"
        raise BadWords(f"values: {name}: the list has no column of this name; {there}")
    default = source.get(DEFAULT, "")
    if not isinstance(default, str) or len(default) > LONGEST_TEXT or len(default.splitlines()) > 1:
        raise BadWords(f"values: {name}: the default is one line of at most {LONGEST_TEXT} letters")


def fill_values(
    db: Session, values: Mapping[str, Any], customer: Customer, file_id: int | None = None
) -> dict[str, Value]:
    """Return the values of a sentence's fields for one customer; those of columns from the list `file_id`.

    Raises:
        ValueError: nothing stands in a column for them, and there is no default.
    """
    wants_row = file_id is not None and any(COLUMN in source for source in values.values())
    row = (db.scalar(_ROW, {"file": file_id, "customer": customer.id}) if wants_row else None) or {}
    return {name: _fill(db, source, customer, row) for name, source in values.items()}


def _fill(db: Session, source: Mapping[str, Any], customer: Customer, row: Mapping[str, Any]) -> Value:
    if TEXT in source:
        return visible(str(source[TEXT]))
    default = str(source.get(DEFAULT, ""))
    if COLUMN in source:
        if not (value := str(row.get(source[COLUMN], "") or default)):
            raise ValueError("nothing stands in the column")
        return value
    if source[FIELD] == FIRST_NAME:
        return address(customer.name) or default or sentence_value("word.friend")
    points = db.scalar(select(func.sum(PointsEntry.points)).where(PointsEntry.customer_id == customer.id))
    return str(points) if points else default or "0"
