"""The customer's own words for a request, checked for what the team needs from them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from actions.words.days import PARTS

MOST_DAYS_AHEAD = 14
_LONG_ENOUGH = 2  # letters
# Fewer words cannot tell what happened and to what.
_A_STORY = 5


@dataclass(frozen=True, slots=True)
class WishedDay:
    """A day for delivery; `part` of the day is "" or one of the catalogue's part.*."""

    on: date
    part: str = ""


def wished_day(value: str, today: date) -> WishedDay | None:
    """The day a date entity means, seen from today; None when it is over, too far away or no day.

    Values are as bot-independent as the entity extractor gives them: "+1d", "weekday:1", "2026-11-24", "--11-24",
    "---24", each with or without a part of the day, or a part alone.
    """
    spoken, _, part = value.partition(" ")
    if spoken in PARTS:
        return WishedDay(today + timedelta(days=1), spoken)
    on = _day_of(spoken, today)
    if on is None or not today <= on <= today + timedelta(days=MOST_DAYS_AHEAD):
        return None
    return WishedDay(on, part if part in PARTS else "")


def says_something(text: str) -> bool:
    """Whether there is anything to read in it."""
    return sum(character.isalnum() for character in text) >= _LONG_ENOUGH


def is_a_story(text: str) -> bool:
    """Whether a first message tells what happened, and not only that something did."""
    return len(text.split()) >= _A_STORY


def _day_of(spoken: str, today: date) -> date | None:
    relative = re.fullmatch(r"\+?(-?\d{1,3})d", spoken)
    if relative:
        return today + timedelta(days=int(relative[1]))
    weekday = re.fullmatch(r"weekday:([1-7])", spoken)
    if weekday:
        # "Monday" said on a Monday is the next one.
        return today + timedelta(days=(int(weekday[1]) - today.isoweekday() - 1) % 7 + 1)
    yearly = re.fullmatch(r"--(\d{2})-(\d{2})", spoken)
    if yearly:
        return _next_date(today, int(yearly[1]), int(yearly[2]))
    monthly = re.fullmatch(r"---(\d{2})", spoken)
    if monthly:
        return _next_day_of_month(today, int(monthly[1]))
    return _iso(spoken)


def _next_date(today: date, month: int, day: int) -> date | None:
    days = (_date(year, month, day) for year in (today.year, today.year + 1))
    return next((found for found in days if found and found >= today), None)


def _next_day_of_month(today: date, day: int) -> date | None:
    following = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    days = (_date(month.year, month.month, day) for month in (today, following))
    return next((found for found in days if found and found >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _iso(spoken: str) -> date | None:
    try:
        return date.fromisoformat(spoken)
    except ValueError:
        return None
