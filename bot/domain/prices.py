"""What messages cost, how many may leave and when they may, by the day: read from prices.toml, never put into code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["price", "fee", "rate", "limit", "hours"]
RUPEE, _MICROS = "INR", 1_000_000
PRICES = ("sms_segment", "whatsapp_marketing", "whatsapp_utility", "whatsapp_authentication", "whatsapp_service")


class NotKnown(LookupError):
    """Nothing of this name is known."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated fact: what it says, since when, where it was read, who says so and when that was looked at last."""

    what: str
    valid_from: date
    says: Mapping[str, Any]
    source: str
    by: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class LawfulHours:
    """Hours of the day, in a zone, in which something may be sent; `end` is excluded."""

    zone: str
    begin: time
    end: time


@dataclass(frozen=True, slots=True)
class Fee:
    """What the provider takes for a message, millionths of `unit`; nothing of one that failed with a free code."""

    micros: int
    unit: str
    free_codes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Rate:
    """Millionths of a currency for one of another, as they were on a day, and where that was read."""

    micros: int
    on: date
    source: str

    def convert(self, micros: int) -> int:
        """Return an amount in the other currency, rounded half up."""
        return (micros * self.micros + _MICROS // 2) // _MICROS

    def convert_back(self, micros: int) -> int:
        """Return what an amount in the other currency is in this one, rounded half up."""
        return (micros * _MICROS + self.micros // 2) // self.micros


def price_on(day: date, what: str) -> int:
    """Return what one costs on a day, in millionths of a rupee, without tax and the provider's fee.

    Raises:
        NotKnown: no price of this name is known.
    """
    return int(find_fact("price", what, day).says["micros"])


def prices_on(day: date) -> dict[str, int]:
    """Return every price of a day, by its name (PRICES)."""
    return {what: price_on(day, what) for what in PRICES}


def limit_on(day: date, what: str) -> int:
    """Return a number of the platforms or the law as it is on a day.

    Raises:
        NotKnown: no limit of this name is known.
    """
    return int(find_fact("limit", what, day).says["count"])


def portfolio_steps(day: date) -> tuple[int, ...]:
    """Return the allowances of people a day that a WhatsApp portfolio can have, growing; 0 last: no limit."""
    return tuple(find_fact("limit", "portfolio_allowance", day).says["steps"])


def hours_on(day: date, what: str) -> LawfulHours:
    """Return the hours in which something may be sent on a day.

    Raises:
        NotKnown: no hours of this name are known.
    """
    says = find_fact("hours", what, day).says
    return LawfulHours(says["zone"], says["begin"], says["end"])


def fee_on(day: date, what: str) -> Fee:
    """Return what the provider takes on a day for a "message" on WhatsApp, or one that "failed".

    Raises:
        NotKnown: no fee of this name is known.
    """
    says = find_fact("fee", what, day).says
    return Fee(int(says["micros"]), says["unit"], frozenset(says.get("free_codes", ())))


def find_rate(day: date, unit: str, currency: str) -> Rate | None:
    """Find how much of a currency one of `unit` is on a day; None where nothing tells."""
    if currency != RUPEE or unit == currency or all(fact.what != unit for fact in list_facts("rate")):
        return None
    fact = find_fact("rate", unit, day)
    return Rate(int(fact.says["micros"]), fact.valid_from, fact.source)


def tax_on(day: date, amount: int) -> int:
    """Return the GST on an amount, rounded half up."""
    return (amount * limit_on(day, "tax_permille") + 500) // 1000


@lru_cache(maxsize=256)
def find_fact(kind: Kind, what: str, day: date) -> Fact:
    """Find the fact that holds on a day; before the first one known, that one: an estimate must not stop a message.

    Raises:
        NotKnown: nothing of this name is known at all.
    """
    known = sorted((fact for fact in _facts()[kind] if fact.what == what), key=lambda fact: fact.valid_from)
    if not known:
        raise NotKnown(f"{kind} {what}")
    return next((fact for fact in reversed(known) if fact.valid_from <= day), known[0])


def list_facts(kind: Kind) -> tuple[Fact, ...]:
    """List all facts of a kind, as they stand in the file: for a page that shows where a number comes from."""
    return _facts()[kind]


@cache
def _facts() -> Mapping[str, tuple[Fact, ...]]:
    with (Path(__file__).parent / "prices.toml").open("rb") as file:
        read = tomllib.load(file)
    return {kind: tuple(_read(rows)) for kind, rows in read.items()}


def _read(rows: Iterable[dict[str, Any]]) -> Iterable[Fact]:
    for row in rows:
        kept = dict(row)
        common = {name: kept.pop(name) for name in ("what", "valid_from", "source", "by", "checked_on")}
        yield Fact(says=kept, **common)
