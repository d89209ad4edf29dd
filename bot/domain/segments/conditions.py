"""One condition checked against the table of fields: its operator, its value, and the days it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.segments.faults import Path, RuleFault
from bot.domain.segments.fields import (
    FIELDS,
    MOST_BIRTHDAYS_AHEAD,
    MOST_DAYS,
    OPERATORS,
    Comparison,
    Field,
    Kind,
    Takes,
)
from bot.domain.segments.places import word_key
from bot.domain.segments.rules import Trait
from bot.domain.visible import visible

MOST_LISTED = 50
LONGEST_WORD = 60
LARGEST_ID = 2**63 - 1
_NAMES = frozenset({"field", "is", "value", "days"})
_MONTHS = 12


def check_condition(value: Mapping[Any, Any], path: Path) -> Trait | RuleFault:
    """Return the condition that an object of JSON is, or the first thing that is wrong with it."""
    strange = sorted(str(name)[:40] for name in list(value)[:10] if name not in _NAMES)
    if strange:
        return RuleFault((*path, strange[0]), "is not known here", "a condition has field, is, value and days")
    name, said = value["field"], value.get("is")
    field = FIELDS.get(name) if isinstance(name, str) else None
    if field is None:
        return RuleFault((*path, "field"), "is no field", f"use one of {', '.join(FIELDS)}")
    operators = OPERATORS[field.kind]
    if not isinstance(said, str) or said not in {*operators}:
        return RuleFault((*path, "is"), f"is nothing that {name} can be asked", f"use one of {', '.join(operators)}")
    operator = Comparison(said)
    wrong = _find_fault(field, operator, value)
    if wrong is not None:
        return replace(wrong, path=(*path, *wrong.path))
    given = value.get("value")
    cleaned = _clean(field, given) if isinstance(given, list) else given
    return Trait(field.name, operator, cleaned, value.get("days"))


def _find_fault(field: Field, operator: Comparison, value: Mapping[Any, Any]) -> RuleFault | None:
    takes, given, days = OPERATORS[field.kind][operator], value.get("value"), value.get("days")
    if days is not None and not field.dated:
        return RuleFault(("days",), f"is not for {field.name}", "leave it out")
    if days is not None and not _is_number(days, 1, MOST_DAYS):
        return RuleFault(("days",), "is no number of days", f"write a whole number from 1 to {MOST_DAYS}")
    if takes is Takes.NOTHING:
        return None if given is None else RuleFault(("value",), f"is not for {operator}", "leave it out")
    if takes is Takes.LIST:
        return _find_fault_of_list(field, given)
    least, most = _range(field, operator)
    if not _is_number(given, least, most):
        return RuleFault(("value",), "is not such a number", f"write a whole number from {least} to {most}")
    return None


def _range(field: Field, operator: Comparison) -> tuple[int, int]:
    if operator is Comparison.IN_MONTH:
        return 1, _MONTHS
    if operator is Comparison.IN_NEXT_DAYS:
        return 0, MOST_BIRTHDAYS_AHEAD
    return (0, MOST_DAYS) if field.kind is Kind.DAYS else (field.least, field.most)


def _is_number(given: object, least: int, most: int) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and least <= given <= most


def _find_fault_of_list(field: Field, given: object) -> RuleFault | None:
    if not isinstance(given, list) or not given:
        return RuleFault(("value",), "is not a list with something in it", 'write a list, like ["..."]')
    if len(given) > MOST_LISTED:
        return RuleFault(("value",), "is too long", f"list at most {MOST_LISTED}")
    is_good, fault = _EACH[field.kind](field)
    for place, one in enumerate(given):
        if not is_good(one):
            return replace(fault, path=("value", place))
    return None


_NONE_OF_THEM = "is not one of those that can be"
_Check = tuple[Callable[[object], bool], RuleFault]


def _check_choice(field: Field) -> _Check:
    fault = RuleFault((), _NONE_OF_THEM, f"use some of {', '.join(field.choices)}")
    return lambda one: isinstance(one, str) and one in field.choices, fault


def _check_words(_field: Field) -> _Check:
    return (
        lambda one: isinstance(one, str) and len(one) <= LONGEST_WORD and bool(word_key(one)) and _is_plain(one),
        RuleFault((), _NONE_OF_THEM, f"write it as the shop does, at most {LONGEST_WORD} characters"),
    )


def _check_prefix(_field: Field) -> _Check:
    return (
        lambda one: isinstance(one, str) and re.fullmatch(r"[1-9][0-9]{1,5}", one) is not None,
        RuleFault((), _NONE_OF_THEM, "write the first two to six digits of a PIN code, as text"),
    )


def _check_id(_field: Field) -> _Check:
    return lambda one: _is_number(one, 1, LARGEST_ID), RuleFault((), _NONE_OF_THEM, "use ids of this shop")


_EACH: Mapping[Kind, Callable[[Field], _Check]] = {
    Kind.CHOICE: _check_choice,
    Kind.WORDS: _check_words,
    Kind.PREFIX: _check_prefix,
    Kind.PRODUCTS: _check_id,
    Kind.LABELS: _check_id,
}


def _is_plain(text: str) -> bool:
    return all(letter.isprintable() or letter in "\u200c\u200d" for letter in text)


def _clean(field: Field, given: Sequence[Any]) -> tuple[Any, ...]:
    """Each once, in the order in which they came; words without blanks around them."""
    if field.kind is not Kind.WORDS:
        return tuple(dict.fromkeys(given))
    return tuple({word_key(one): " ".join(visible(one).split()) for one in reversed(given)}.values())[::-1]
