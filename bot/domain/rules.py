"""Rules: which moment is told, how, when and under which conditions. The rules themselves are data: rules.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.domain.consent import Purpose
from bot.domain.locale import CODES, DEFAULT, Locale
from bot.domain.moments import Details, MomentKind

OWN = "own_"  # how the names of rules begin that a merchant made
SEGMENTS = frozenset({"orders_at_least", "orders_at_most", "spent_at_least", "locales", "cities", "in_segment"})
# Those that are lists of words, each with an example; the others are whole numbers.
SEGMENT_LISTS = {"locales": "gu", "cities": "Surat"}
_OF_DAY = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class BadRule(ValueError):
    """A rule that cannot be: names the rule and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, as it becomes a Moment; `subject` makes it once: "parcel:7", "order:12"."""

    kind: MomentKind
    subject: str
    customer_id: int
    at: datetime
    order_id: int | None = None
    parcel_id: int | None = None
    cart_id: int | None = None
    details: Details | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A button below a notice: its title's key, and the intent with the entities that tapping it means.

    Entities may name fields of the notice: order_number = "{number}".
    """

    key: str
    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """How one moment is told. `after` it happened, and not later than `expires` after it was due.

    `only_if` names conditions (bot.services.notices.conditions), checked when it is composed and again when it leaves.
    `one_script`: templates only in each language's own script; who reads the other gets that outside the 24 hours.
    `urgent` may leave at any hour. `segment` says to whom (see SEGMENTS); empty is everybody. `hours` (twice "HH:MM")
    are its own, besides the shop's. `title` and `locales` are of a rule that the merchant made.
    """

    name: str
    moment: MomentKind
    key: str
    purpose: Purpose = Purpose.UTILITY
    after: timedelta = timedelta()
    expires: timedelta = timedelta(hours=24)
    urgent: bool = False
    only_if: tuple[str, ...] = ()
    buttons: tuple[Tap, ...] = ()
    picture: bool = False
    sms: bool = True
    one_script: bool = False
    active: bool = True
    segment: Mapping[str, Any] = field(default_factory=dict)
    hours: tuple[str, str] | None = None
    title: str = ""
    locales: tuple[str, ...] = ()
    dropped: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the merchant made it."""
        return self.name.startswith(OWN)

    def choose_locale(self, spoken: str, fallback: str) -> str:
        """The locale to say it in to who reads `spoken`; for a merchant's rule the nearest it has words in."""
        if not self.locales:
            return spoken
        chain = (spoken, Locale.of(spoken).other_script, fallback, DEFAULT)
        return next((one for one in chain if one in self.locales), self.locales[0])

    @property
    def template_locales(self) -> tuple[str, ...]:
        """The locales it wants templates in."""
        if self.locales:
            return self.locales
        return tuple(code for code in CODES if not (self.one_script and Locale.of(code).is_romanised))

    def changed(
        self,
        active: bool | None,
        delay_seconds: int | None,
        segment: Mapping[str, Any] | None,
        hours: Sequence[str] | None = None,
    ) -> Rule:
        """The rule with a merchant's changes; None leaves a field as it is."""
        return replace(
            self,
            active=self.active if active is None else active,
            after=self.after if delay_seconds is None else timedelta(seconds=delay_seconds),
            segment=self.segment if segment is None else segment,
            hours=self.hours if hours is None else read_hours(hours),
        )


@dataclass(frozen=True, slots=True)
class BuyerTraits:
    """What segments are made of; `spent` in minor units."""

    orders: int
    spent: int
    locale: str
    city: str
    segments: frozenset[int] = frozenset()  # ids of the kept ones that rules name


@lru_cache(maxsize=1)
def standard() -> Mapping[str, Rule]:
    """The rules every shop begins with, by name.

    Raises:
        BadRule: the file has a rule that cannot be.
    """
    text = Path(__file__).with_name("rules.toml").read_text(encoding="utf-8")
    return {entry["name"]: _read(entry) for entry in tomllib.loads(text)["rule"]}


def duration(text: str) -> timedelta:
    """ "90m", "6h" or "3d" as a length of time.

    Raises:
        BadRule: anything else.
    """
    found = re.fullmatch(r"(\d{1,5})([mhd])", text.strip())
    if not found:
        raise BadRule(f"{text!r} is no length of time: write 90m, 6h or 3d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def read_hours(hours: Sequence[str]) -> tuple[str, str] | None:
    """From and until as "HH:MM"; None for none.

    Raises:
        BadRule: anything but two different times of day, or nothing.
    """
    if not hours:
        return None
    if len(hours) != 2 or hours[0] == hours[1] or not all(map(_OF_DAY.fullmatch, hours)):
        raise BadRule("hours: write two different times of day, like 10:00 and 19:00, or none")
    return hours[0], hours[1]


def written(length: timedelta) -> str:
    """A length of time as `duration` reads it: 30 hours are "30h", not "1 day, 6:00:00"."""
    minutes = int(length.total_seconds()) // 60
    for unit, size in (("d", 24 * 60), ("h", 60)):
        if minutes and minutes % size == 0:
            return f"{minutes // size}{unit}"
    return f"{minutes}m"


def check_segment(segment: Mapping[str, Any]) -> None:
    """Raises BadRule when a segment has a part we don't know, or one with a value it cannot have."""
    unknown = set(segment) - SEGMENTS
    if unknown:
        raise BadRule(f"{', '.join(sorted(unknown))}: a segment has {', '.join(sorted(SEGMENTS))}")
    for name, value in segment.items():
        if name in SEGMENT_LISTS:
            _check_words(name, value)
        elif not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise BadRule(f"{name}: write a whole number from 0 on, like 5")


def _check_words(name: str, value: object) -> None:
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        raise BadRule(f'{name}: write a list of words, like ["{SEGMENT_LISTS[name]}"]')
    strange = [word for word in value if name == "locales" and word not in CODES]
    if strange:
        raise BadRule(f"{name}: {', '.join(strange)} is none of {', '.join(CODES)}")


def is_for(segment: Mapping[str, Any], buyer: BuyerTraits) -> bool:
    """Whether a buyer belongs to a segment."""
    return (
        buyer.orders >= int(segment.get("orders_at_least", 0))
        and buyer.orders <= int(segment.get("orders_at_most", buyer.orders))
        and buyer.spent >= int(segment.get("spent_at_least", 0))
        and buyer.locale in segment.get("locales", [buyer.locale])
        and ("in_segment" not in segment or segment["in_segment"] in buyer.segments)
        and buyer.city.casefold() in [city.casefold() for city in segment.get("cities", [buyer.city])]
    )


def _read(entry: Mapping[str, Any]) -> Rule:
    values = dict(entry)
    if values["moment"] not in frozenset(MomentKind):
        raise BadRule(f"{values['name']}: there is no moment {values['moment']}")
    values["moment"] = MomentKind(values["moment"])
    check_segment(values.get("segment", {}))
    for name in ("after", "expires"):
        if name in values:
            values[name] = duration(values[name])
    values["purpose"] = Purpose(values.get("purpose", Purpose.UTILITY))
    values["only_if"] = tuple(values.get("only_if", ()))
    values["buttons"] = tuple(Tap(**tap) for tap in values.get("buttons", ()))
    return Rule(**values)
