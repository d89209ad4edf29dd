"""A JSON object of Shopify's, read field by field: each is what we need, or Unreadable names it.

Shopify writes null, [] or {} where an object or a list is missing, and numbers as strings (FACTS 7.4).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from babel.numbers import list_currencies

from bot.domain.clocks import lies_ahead
from bot.domain.countries import country_of, country_told
from bot.domain.estimates import day_meant
from bot.domain.money import MOST, to_minor, ungrouped
from bot.domain.news import Odd, Unreadable
from bot.domain.shortening import beginning
from bot.domain.visible import visible
from bot.ports import Known

LONGEST_TEXT, LONGEST_URL, LONGEST_WRITTEN = 500, 2000, 20_000
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,10})?")
_WHOLE = re.compile(r"([0-9]{1,12})(\.0{1,10})?")
_KEY = re.compile(r"[!-\-/-~]{1,100}")  # printable and without a point: an id that came as a decimal is not one
# Written by a clock, not by a person. A version of next year would hide all before it.
_CLOCKED = frozenset({"updated_at", "happened_at"})


class Box:
    """One object of a delivery. `told_at` (UTC): when Shopify says that what it tells happened.

    `odd` collects, for all of the delivery, what is not as it should be and was read another way.
    """

    def __init__(
        self, values: Mapping[str, Any], known: Known, told_at: datetime, path: str = "", odd: list[Odd] | None = None
    ) -> None:
        self._values, self.known, self.told_at, self._path = values, known, told_at, path
        self.odd: list[Odd] = [] if odd is None else odd

    @staticmethod
    def opened(body: bytes) -> dict[str, Any]:
        """The object a body is; raises Unreadable when it is none."""
        try:
            # Decimals stay text: exact, and no number is too large to be looked at.
            values = json.loads(body, parse_float=str, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise Unreadable("body", f"is not JSON ({type(error).__name__})") from error
        if not isinstance(values, dict):
            raise Unreadable("body", "should be a JSON object")
        return values

    def bad(self, name: str, problem: str) -> NoReturn:
        """Raise Unreadable for a field, with the way to it."""
        raise Unreadable(self._path + name, problem)

    def note(self, name: str, problem: str) -> None:
        """Name a field as odd that was read another way."""
        self.odd.append(Odd(self._path + name, problem))

    def tells(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._values.get(name) is not None

    @property
    def names(self) -> frozenset[str]:
        """The names of all fields, those that are null among them."""
        return frozenset(self._values)

    def box(self, name: str) -> Box:
        """An object within; null, [] and nothing at all read as an empty one."""
        values = self._values.get(name)
        if values is None or values == []:
            values = {}
        if not isinstance(values, dict):
            self.bad(name, "should be an object")
        return Box(values, self.known, self.told_at, f"{self._path}{name}.", self.odd)

    def boxes(self, name: str) -> list[Box]:
        """A list of objects; null and {} read as an empty one."""
        found = []
        for number, values in enumerate(self._list(name)):
            place = f"{name}[{number}]"
            if not isinstance(values, dict):
                self.bad(place, "should be an object")
            found.append(Box(values, self.known, self.told_at, f"{self._path}{place}.", self.odd))
        return found

    def texts(self, name: str) -> list[str]:
        """A list of texts or numbers, without the empty ones."""
        found = [self._text(f"{name}[{number}]", value) for number, value in enumerate(self._list(name))]
        return [text for text in found if text]

    def text(self, name: str) -> str:
        """A text, trimmed and cut; a number as its digits; "" for null."""
        return self._text(name, self._values.get(name))

    def written(self, name: str) -> str:
        """A text as it was written, at most LONGEST_WRITTEN long, or a number's digits; "" for anything else."""
        value = self._values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return _clean(value) if isinstance(value, str) and len(value) <= LONGEST_WRITTEN else ""

    def url(self, name: str) -> str:
        """An http(s) address, "" for anything else: it stands in links (javascript:) and a cut one is of no use."""
        value = self._values.get(name)
        whole = (
            isinstance(value, str) and len(value) <= LONGEST_URL and value.lower().startswith(("https://", "http://"))
        )
        return _clean(str(value)) if whole else ""

    def key(self, name: str = "id") -> str:
        """An id or a token, which must be there; text from here on, as 18 digits are too many for some numbers."""
        key = self.maybe_key(name)
        if not key:
            self.bad(name, "is missing")
        return key

    def maybe_key(self, name: str) -> str:
        """An id, or "" for null."""
        value = self._values.get(name)
        if value is None or value == "":
            return ""
        if not isinstance(value, str | int) or isinstance(value, bool) or not _KEY.fullmatch(str(value)):
            self.bad(name, "is not an id")
        return str(value)

    def flag(self, name: str) -> bool:
        """Whether the field says true."""
        return self._values.get(name) in (True, "true")

    def whole(self, name: str, otherwise: int) -> int:
        """A count from 0; `otherwise` for null."""
        value = self._values.get(name)
        if value is None:
            return otherwise
        found = None if isinstance(value, bool) else _WHOLE.fullmatch(str(value))
        if not found or int(found[1]) > MOST:
            self.bad(name, "should be a whole number from 0")
        return int(found[1])

    def money(self, name: str, currency: str) -> int:
        """An amount in minor units of the currency (INR 2 digits, JPY none); it must be there and not negative."""
        value = self._values.get(name)
        written = "" if isinstance(value, bool) else ungrouped(str(value).strip())
        if value is None or not _AMOUNT.fullmatch(written):
            self.bad(name, "should be an amount of money")
        minor = to_minor(Decimal(written), currency)
        if not 0 <= minor <= MOST:
            self.bad(name, "is negative" if minor < 0 else "is more money than we can keep")
        return minor

    def currency(self, name: str) -> str:
        """A currency's code; "" for null."""
        code = self.text(name).upper()
        if code and code not in _currencies():
            self.bad(name, "is no currency we know")
        return code

    def country(self) -> str:
        """The ISO-2 country of an address, by its code or its name; "" when it is none."""
        return country_of(self.text("country_code")) or country_told(self.text("country") or self.text("country_code"))

    def moment(self, name: str) -> datetime | None:
        """A time in UTC; one without a zone is the shop's. None for null."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        try:
            moment = datetime.fromisoformat(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self.known.zone))).astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            self.bad(name, "should be a time like 2026-11-21T12:00:00+05:30")

    def day(self, name: str) -> date | None:
        """The day that an estimate means to the shop; None for null."""
        if self.moment(name) is None:
            return None
        try:
            return day_meant(datetime.fromisoformat(str(self._values[name])), ZoneInfo(self.known.zone))
        except OverflowError:
            self.bad(name, "is no day of the calendar")

    def time(self, *names: str) -> datetime:
        """The first of these times that is told; when Shopify told it, where none is or its clock runs days ahead."""
        for name in names:
            moment = self.moment(name)
            if moment is not None and not (name in _CLOCKED and lies_ahead(moment, self.known.received_at)):
                return moment
            if moment is not None:
                self.note(name, "lies more than a day ahead")
        self.note(names[0], "is missing")
        return self.told_at

    def since(self, name: str) -> datetime | None:
        """When something came to be: None while it is not, and when Shopify told it where its time cannot be read."""
        try:
            return self.moment(name)
        except Unreadable as error:
            self.note(name, error.problem)
            return self.told_at

    def _list(self, name: str) -> list[Any]:
        values = self._values.get(name)
        if values is None or values == {}:
            return []
        if not isinstance(values, list):
            self.bad(name, "should be a list")
        return values

    def _text(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, str | int) or isinstance(value, bool):
            self.bad(name, "should be a text")
        return beginning(_clean(str(value)), LONGEST_TEXT).strip()


def _clean(text: str) -> str:
    """Without what nobody sees, and what no database takes: NUL, and halves of a sign that JSON can spell (\\ud83d)."""
    return visible(text.replace("\x00", "").encode("utf-8", "replace").decode())


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies("en"))
