"""What somebody types into a setting, read as its kind; ValueError for what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator

from bot.domain.retention import OF_A_SHOP, read_days

MICROS = 1_000_000  # a price is kept in millionths of the currency


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to write, said of any value that is not of the kind."""

    text: str


def read_typed(parse: Callable[[str], Any]) -> BeforeValidator:
    """Parse what was typed; what came as JSON has its type already."""
    return BeforeValidator(lambda value: parse(value.strip()) if isinstance(value, str) else value)


def read_whole(text: str) -> int:
    """Return a whole number of up to six digits."""
    if not re.fullmatch("[0-9]{1,6}", text):
        raise ValueError
    return int(text)


def read_yes(text: str) -> bool:
    """Return whether it says yes or no."""
    if text not in ("yes", "no"):
        raise ValueError
    return text == "yes"


def read_words(text: str) -> list[str]:
    """Return the words that stand between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]


def read_prices(text: str) -> dict[str, int | str]:
    """Return prices by their names, in millionths: sms_segment=0.28, or from a day on: sms_segment@2026-12-01=0.31.

    What is no price, or said twice, stays as it was typed: whoever checks the prices names it.
    """
    found: dict[str, int | str] = {}
    for pair in text.replace(",", " ").split():
        name, _, amount = pair.partition("=")
        is_price = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,6})?", amount) and name not in found
        found[name] = int(Decimal(amount) * MICROS) if is_price else amount
    return found


def read_links(text: str) -> dict[str, str]:
    """Return addresses by their names: Instagram=https://…"""
    found = {}
    for pair in filter(None, (pair.strip() for pair in text.split(","))):
        name, _, address = pair.partition("=")
        found[name.strip()] = address.strip()
    return found


def check_days(words: list[str]) -> list[str]:
    """Return days by kinds as they were typed, once they can be read."""
    read_days(words, OF_A_SHOP)
    return words


def check_zone(text: str) -> str:
    """Return the name of a time zone."""
    try:
        return ZoneInfo(text).key
    except ZoneInfoNotFoundError as error:
        raise ValueError from error


def take_one_of(names: Collection[str]) -> AfterValidator:
    """Let only these names through."""

    def checked(name: str) -> str:
        if name not in names:
            raise ValueError
        return name

    return AfterValidator(checked)
