"""Numbers, money, days and times as a locale writes them.

Every locale writes 0-9, Bengali too: order and tracking numbers, codes and PIN codes are printed so on labels and typed
so by customers, and one sentence has one kind of digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

import babel
from babel.dates import format_date, format_datetime, format_time, get_day_names, get_month_names
from babel.numbers import format_currency, format_decimal

from bot.domain.business_hours import WEEKDAYS
from bot.domain.locale import DEFAULT, Locale

# English is used to short days and months; abbreviated in an Indian language ("30 नव॰") they look like typing errors.
_SHORT, _WHOLE = "EEE, d MMM", "EEEE, d MMMM"
_CLOCK = "h:mm a"
# What Babel does not have: the days as people type them in Latin letters, Monday first. Their months are English.
_DAYS_IN_LATIN = {
    "hi-Latn": ("Somvar", "Mangalvar", "Budhvar", "Guruvar", "Shukravar", "Shanivar", "Ravivar"),
    "gu-Latn": ("Somvar", "Mangalvar", "Budhvar", "Guruvar", "Shukravar", "Shanivar", "Ravivar"),
    "bn-Latn": ("Shombar", "Mongolbar", "Budhbar", "Brihospotibar", "Shukrobar", "Shonibar", "Robibar"),
}
_ZONE = "Asia/Kolkata"
_RELATIVE = {-1: "word.yesterday", 0: "word.today", 1: "word.tomorrow"}


@lru_cache(maxsize=4096)
def number(locale: str, value: int | float) -> str:
    """1234567 as 12,34,567."""
    return format_decimal(value, locale=_babel(locale))


def money(locale: str, minor: int, currency: str) -> str:
    """Minor units as an amount; a whole number of rupees goes without its ".00"."""
    amount = minor / 100
    pattern = "¤#,##,##0" if minor % 100 == 0 else "¤#,##,##0.00"
    return format_currency(amount, currency, locale=_babel(locale), format=pattern, currency_digits=False)


def day(locale: str, iso: str) -> str:
    """2026-11-24 as "Tue, 24 Nov", "मंगलवार, 24 नवंबर" or "Mangalvar, 24 November"."""
    on = date.fromisoformat(iso)
    return format_date(on, _day_pattern(locale, on), locale=_babel(locale))


def relative_day(iso: str, today: str | None) -> str | None:
    """The catalogue key of today, tomorrow or yesterday; None for another day or when today isn't known."""
    if today is None:
        return None
    return _RELATIVE.get((date.fromisoformat(iso) - date.fromisoformat(today)).days)


def moment(locale: str, iso: str, zone: str | None) -> str:
    """A UTC time as day and clock time in the shop's zone."""
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone or _ZONE)).replace(tzinfo=None)
    return format_datetime(local, f"{_day_pattern(locale, local)}, {_CLOCK}", locale=_babel(locale))


def _day_pattern(locale: str, on: date) -> str:
    """Babel's pattern of a day; a name that Babel lacks stands in it as it is."""
    if Locale.of(locale).code == DEFAULT:
        return _SHORT
    named = _DAYS_IN_LATIN.get(Locale.of(locale).code)
    return f"'{named[on.weekday()]}', d MMMM" if named else _WHOLE


def hours(locale: str, week: Mapping[str, Sequence[Sequence[str]]]) -> str:
    """A week's opening hours: days that follow each other and are alike as one. "Mon–Sat 10:00 AM–7:00 PM"."""
    runs: list[tuple[list[int], list[tuple[str, ...]]]] = []
    for number, name in enumerate(WEEKDAYS):
        spans = [tuple(span) for span in week.get(name, ())]
        if spans and runs and runs[-1][1] == spans and runs[-1][0][-1] == number - 1:
            runs[-1][0].append(number)
        elif spans:
            runs.append(([number], spans))
    return "; ".join(f"{_days_named(locale, days)} {_spans_written(locale, spans)}" for days, spans in runs)


def _days_named(locale: str, days: Sequence[int]) -> str:
    code = Locale.of(locale).code
    short = get_day_names("abbreviated" if code == DEFAULT else "wide", locale=_babel(locale))
    names = _DAYS_IN_LATIN.get(code) or [str(short[number]) for number in range(len(WEEKDAYS))]
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"


def _spans_written(locale: str, spans: Sequence[Sequence[str]]) -> str:
    return ", ".join("–".join(_clock(locale, moment) for moment in span) for span in spans)


def _clock(locale: str, iso: str) -> str:
    return format_time(time.fromisoformat(iso), _CLOCK, locale=_babel(locale))


@lru_cache(maxsize=16)
def _babel(locale: str) -> babel.Locale:
    return babel.Locale.parse(Locale.of(locale).babel)


def name_month(locale: str, month: int) -> str:
    """The name of a month, 1 to 12, as it stands alone."""
    return str(get_month_names("wide", context="stand-alone", locale=_babel(locale))[month])
