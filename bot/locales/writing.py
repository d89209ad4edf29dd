"""Numbers, money, days and times as a locale writes them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import babel
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from bot.domain.locale import ASCII_DIGITS, Locale

_DAY, _TIME = "EEE, d MMM", "EEE, d MMM, h:mm a"
_ZONE = "Asia/Kolkata"
_RELATIVE = {-1: "word.yesterday", 0: "word.today", 1: "word.tomorrow"}


def number(locale: str, value: int | float) -> str:
    """1234567 as 12,34,567."""
    return _digits(locale, format_decimal(value, locale=_babel(locale)))


def money(locale: str, minor: int, currency: str) -> str:
    """Minor units as an amount; a whole number of rupees goes without its ".00"."""
    amount = minor / 100
    text = format_currency(
        amount, currency, locale=_babel(locale), format="¤#,##,##0" if minor % 100 == 0 else "¤#,##,##0.00",
        currency_digits=False,
    )  # fmt: skip
    return _digits(locale, text)


def day(locale: str, iso: str) -> str:
    """2026-11-24 as "Tue, 24 Nov"."""
    return _digits(locale, format_date(date.fromisoformat(iso), _DAY, locale=_babel(locale)))


def relative_day(iso: str, today: str | None) -> str | None:
    """The catalogue key of today, tomorrow or yesterday; None for another day or when today isn't known."""
    if today is None:
        return None
    return _RELATIVE.get((date.fromisoformat(iso) - date.fromisoformat(today)).days)


def moment(locale: str, iso: str, zone: str | None) -> str:
    """A UTC time as day and clock time in the shop's zone."""
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone or _ZONE)).replace(tzinfo=None)
    return _digits(locale, format_datetime(local, _TIME, locale=_babel(locale)))


@lru_cache(maxsize=16)
def _babel(locale: str) -> babel.Locale:
    return babel.Locale.parse(Locale.of(locale).babel)


def _digits(locale: str, text: str) -> str:
    return text.translate(str.maketrans(ASCII_DIGITS, Locale.of(locale).digits))
