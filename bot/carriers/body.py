"""A carrier's JSON body, read field by field as the kind each must be; what is wrong is named by its place."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from bot.domain.estimates import day_meant
from bot.domain.news import Unreadable
from bot.domain.visible import visible

# What carriers write where there is nothing; "0000-00-00" is how their databases write an empty day.
_NOTHING = frozenset({"", "NA", "N/A", "NULL", "NONE"})
_LONGEST = 2000  # characters of a field
_YEARS = range(2000, 2100)
_DAY_FIRST = re.compile(r"([0-9]{2}) ([0-9]{2}) ([0-9]{4})(?= |$)")
_KINDS = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


def opened(body: bytes) -> Fields:
    """The fields of a JSON object; raises Unreadable when the body is none."""
    return Fields(values_of(body))


def values_of(body: bytes) -> dict[str, Any]:
    """The JSON object that a body is; raises Unreadable when it is none."""
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("body", "is not JSON") from None
    if not isinstance(values, dict):
        raise Unreadable("body", f"is {_kind(values)}, not an object")
    return values


class Fields:
    """An object of the body. A field that is missing, null or "NA" is empty; of the wrong kind it is Unreadable."""

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self._values, self._path = values, path

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """A text or whole number as text, without what nobody sees or a database refuses; "" when empty."""
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self._wrong(name, f"is {_kind(value)}, not text")
        kept = "".join(one for one in visible(str(value)) if unicodedata.category(one) not in ("Cc", "Cs")).strip()
        if len(kept) > _LONGEST:
            raise self._wrong(name, f"is longer than {_LONGEST} characters")
        return "" if kept.upper() in _NOTHING else kept

    def number(self, name: str) -> int | None:
        """A whole number, also where it is written as text; None when empty."""
        value = self.text(name)
        if not value:
            return None
        if not re.fullmatch(r"-?[0-9]{1,18}", value):
            raise self._wrong(name, "is not a whole number")
        return int(value)

    def flag(self, name: str) -> bool:
        """Yes or no, as true/false or 1/0; no when empty."""
        value = self._values.get(name)
        return value if isinstance(value, bool) else bool(self.number(name))

    def needed_flag(self, name: str) -> bool:
        """Yes or no, where a wrong guess tells a buyer what is the seller's: no news at all if it cannot be read."""
        try:
            return self.flag(name)
        except Unreadable as error:
            raise Unreadable("body", f"{self._path}{name} {error.problem}") from error

    def part(self, name: str) -> Fields:
        """An object in the object; an empty one when empty (PHP writes that as a list)."""
        value = self._values.get(name) or {}
        if not isinstance(value, dict):
            raise self._wrong(name, f"is {_kind(value)}, not an object")
        return Fields(value, f"{self._path}{name}.")

    def parts(self, name: str) -> list[Fields]:
        """The objects of a list; none when empty."""
        value = self._values.get(name) or []
        if not isinstance(value, list):
            raise self._wrong(name, f"is {_kind(value)}, not a list")
        for place, one in enumerate(value):
            if not isinstance(one, dict):
                raise self._wrong(f"{name}[{place}]", f"is {_kind(one)}, not an object")
        return [Fields(one, f"{self._path}{name}[{place}].") for place, one in enumerate(value)]

    def moment(self, name: str, zone: tzinfo) -> datetime | None:
        """A time as "DD MM YYYY HH:MM:SS" or ISO 8601, of `zone` where it names none itself.

        In UTC; None when empty, or when it is the day zero of somebody's database.
        """
        told = self._written(name)
        return told and (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)

    def day(self, name: str, zone: tzinfo) -> date | None:
        """The day that an estimate means to a shop in this zone; None when empty."""
        told = self._written(name)
        return told and day_meant(told, zone)

    def _written(self, name: str) -> datetime | None:
        value = _DAY_FIRST.sub(r"\3-\2-\1", self.text(name), count=1)
        if not value or value.startswith(("0000", "-000", "1970-01-01")):
            return None
        try:
            told = datetime.fromisoformat(value)
        except ValueError:
            told = None
        if told is None or told.year not in _YEARS:
            raise self._wrong(name, "is not a time such as 2026-08-16 04:00:00")
        return told

    def link(self, name: str) -> str:
        """An address of the web; "" when empty or anything else."""
        value = self.text(name)
        return value if value.startswith(("https://", "http://")) else ""

    def _wrong(self, name: str, problem: str) -> Unreadable:
        return Unreadable(self._path + name, problem)


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")
