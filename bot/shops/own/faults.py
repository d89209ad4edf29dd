"""What is wrong with an event, field by field, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.shops.own.shapes import SHAPES, Event

Path = tuple[str | int, ...]
LONGEST_NAME = 100
# pydantic's name of an error -> the remedy; {…} are what pydantic says besides.
_REMEDIES = {
    "missing": "add it",
    "int_parsing": "write digits alone",
    "value_error": "write it as described",
    "extra_forbidden": "leave it out, or check its spelling: this event has no such field",
    "literal_error": "use one of {expected}",
    "timezone_aware": "add the zone, like 2026-11-21T12:00:00+05:30",
    "not_a_moment": "write it like 2026-11-21T12:00:00+05:30, with its zone",
    "datetime_from_date_parsing": "write it like 2026-11-21T12:00:00+05:30",
    "datetime_parsing": "write it like 2026-11-21T12:00:00+05:30",
    "datetime_object_invalid": "write it like 2026-11-21T12:00:00+05:30",
    "not_a_day": "write it like 2026-11-21",
    "date_parsing": "write it like 2026-11-21",
    "date_from_datetime_parsing": "write it like 2026-11-21",
    "not_our_time": "check the clock that made it",
    "not_a_currency": "use the three letters of ISO 4217, like INR",
    "not_plain": "take such letters out",
    "int_type": "write a whole number: amounts are minor units (paise), 499 rupees are 49900",
    "greater_than_equal": "use {ge} or more",
    "less_than_equal": "use {le} or less",
    "string_type": "write it as text, in quotes",
    "string_too_short": "fill it in",
    "string_too_long": "use at most {max_length} characters",
    "string_pattern_mismatch": "it has to match {pattern}",
    "string_unicode": "send UTF-8",
    "json_invalid": "it holds half a letter or a number without end: send whole letters, in UTF-8",
    "too_long": "send at most {max_length}",
    "too_short": "send at least {min_length}",
    "bool_type": "write true or false",
    "tuple_type": "write a list: […]",
    "model_type": "write an object: {{…}}",
    "no_items": "send at least one item",
    "names_no_order": "give its number or its id",
    "names_nobody": "give the phone or the id",
}
_SPELLED_OUT = {"missing": "is missing", "extra_forbidden": "is not known here"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (names and positions, from the event down), what, and the remedy.

    `kind` and `more`: pydantic's name of it and what it says besides, for who says it in other words.
    """

    path: Path
    problem: str
    remedy: str
    kind: str = field(default="", compare=False)
    more: Mapping[str, object] = field(default_factory=dict, compare=False)


class Faulty(ValueError):
    """An event that cannot be taken, with everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, fault.path))}: {fault.problem}" for fault in faults[:3]))
        self.faults = faults


def checked(values: Mapping[str, Any]) -> Event:
    """An event by its shape.

    Raises:
        Faulty: lists every field that is not as it should be.
    """
    kind = values.get("type")
    shape = SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        problem = "is missing" if kind is None else "is not the name of an event"
        raise Faulty((Fault(("type",), problem, f"use one of {', '.join(SHAPES)}"),))
    try:
        # From JSON once more: only there do strict shapes know that a moment is written as text.
        return shape.model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise Faulty(faults_of(error)) from error


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """Return what pydantic finds wrong as faults, each with its remedy."""
    return tuple(_fault(one) for one in error.errors(include_url=False, include_input=False))


def _fault(error: ErrorDetails) -> Fault:
    kind, more = error["type"], error.get("ctx", {})
    problem = _SPELLED_OUT.get(kind) or error["msg"]
    path = tuple(part if isinstance(part, int) else part[:LONGEST_NAME] for part in error["loc"])
    return Fault(path, problem[:300], _REMEDIES.get(kind, "see the description").format(**more), kind, more)
