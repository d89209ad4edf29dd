"""What single values of an event may be: texts that a database takes, moments with a zone, amounts that fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any

from babel.numbers import is_currency
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.domain.cash_at_the_door import payment_named
from bot.domain.countries import country_of
from bot.domain.milestones import STAGE_OF
from bot.domain.money import MOST
from bot.domain.visible import visible
from bot.shops.own.cells import handover_named

_YEARS = range(2000, 2101)  # other times are a clock that was never set
_LONGEST_PHONE = 200  # with what people write beside it
_JOINERS = "\u200c\u200d"  # belong to Indic words
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t", " "))
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*", re.DOTALL)


def can_be_shown(letter: str) -> bool:
    """Return whether a letter can be shown. What has no name yet is a newer emoji: phones know those before we do."""
    return letter.isprintable() or letter in _JOINERS or unicodedata.category(letter) == "Cn"


def _plain(text: str) -> str:
    if not all(map(can_be_shown, text)):
        raise PydanticCustomError("not_plain", "has a letter that cannot be shown (a line break, a control character)")
    return text


def _plain_lines(text: str) -> str:
    _plain(text.translate(_BREAKS))
    return text


def _read_by(naming: Callable[[str], str | None]) -> BeforeValidator:
    """Write a word of ours for a sender's; what has none stays as it is, for the shape to find fault with."""

    def read(value: Any) -> Any:
        found = naming(value) if isinstance(value, str) else None
        return str(found) if found else value

    return BeforeValidator(read)


def _milestone_named(word: str) -> str | None:
    name = "_".join(re.findall(r"[a-z]+", word.casefold()))
    return name if name in STAGE_OF else None


PAYMENT_NAMED = _read_by(payment_named)
SHIPPING_NAMED = _read_by(handover_named)
MILESTONE_NAMED = _read_by(_milestone_named)  # "Out for delivery"


def _written_as_moment(value: Any) -> Any:
    # Without this, "1700000000" would be taken for seconds, which nobody promised.
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise PydanticCustomError("not_a_moment", "is not a moment in ISO 8601")
    return value


def _written_as_day(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise PydanticCustomError("not_a_day", "is not a day in ISO 8601")
    return value


def _in_our_time(value: datetime) -> datetime:
    if value.year not in _YEARS:
        raise PydanticCustomError("not_our_time", "is not between the years 2000 and 2100")
    return value.astimezone(UTC)


def _known_currency(code: str) -> str:
    if not is_currency(code):
        raise PydanticCustomError("not_a_currency", "is not a currency of ISO 4217")
    return code


def _day_in_our_time(value: date) -> date:
    if value.year not in _YEARS:
        raise PydanticCustomError("not_our_time", "is not between the years 2000 and 2100")
    return value


def _seen(value: Any) -> Any:
    # Copied from a page or a phone's contacts, a text brings letters that nobody sees: no fault of whoever sends it.
    return visible(value) if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    """A number that is a name: of an order, a parcel, a phone. One of more digits than senders keep stays a fault."""
    return str(value) if type(value) is int and 0 <= value < 2**53 else value


_SEEN, _NUMBER_SEEN = BeforeValidator(_seen), BeforeValidator(lambda value: _seen(_as_text(value)))


def _on_one_line(value: Any) -> Any:
    """A phone as typed, or two below each other, on one line."""
    value = _as_text(value)
    if not isinstance(value, str):
        return value
    return re.sub(r"[^\S ]", " ", re.sub(r"\s*\n\s*", " / ", visible(value).strip()))[:_LONGEST_PHONE]


def _sized(least: int, most: int, seen: BeforeValidator = _SEEN) -> Any:
    limits = StringConstraints(strip_whitespace=True, min_length=least or None, max_length=most)
    return Annotated[str, limits, seen, AfterValidator(_plain)]


# Of several lines, as they were typed; whoever uses it says how long it may be.
Lines = Annotated[str, _SEEN, AfterValidator(_plain_lines)]
Paragraphs = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), _SEEN, AfterValidator(_plain_lines)]
Words = _sized(0, 500)
Needed = _sized(1, 500)
Code = _sized(1, 100, _NUMBER_SEEN)
Short = _sized(0, 100, _NUMBER_SEEN)
# As people type them at a checkout: a number nobody can reach is no reason to lose an order.
Phone = _sized(0, _LONGEST_PHONE, BeforeValidator(_on_one_line))
# Told to customers as it is: digits and what stands between them, and no words.
Dialled = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(\+?[0-9][0-9 ()-]{4,20})?$"), _SEEN]
Link = Annotated[str, StringConstraints(pattern=r"^(https?://[^\s]+)?$", max_length=2000), AfterValidator(_plain)]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$"), _read_by(country_of)]
Birthday = Annotated[str, StringConstraints(pattern=r"^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), AfterValidator(_known_currency)]
Amount = Annotated[int, Field(ge=0, le=MOST)]
Paid = Annotated[int, Field(ge=1, le=MOST)]
Quantity = Annotated[int, Field(ge=1, le=100_000)]
Stock = Annotated[int, Field(ge=0, le=100_000_000)]
Moment = Annotated[
    AwareDatetime, Field(strict=False), BeforeValidator(_written_as_moment), AfterValidator(_in_our_time)
]
Day = Annotated[date, Field(strict=False), BeforeValidator(_written_as_day), AfterValidator(_day_in_our_time)]
