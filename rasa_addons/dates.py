"""Days that a message names, as values that do not depend on when they are read.

"+1d" tomorrow · "weekday:1" Monday · "2026-11-24" · "--11-24" every year's 24 November · "---05" the 5th of a month;
a part of the day follows after a blank ("+1d evening") or stands alone ("evening").
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rasa_addons.vocabulary import Word, about

_ISO = re.compile(r"(?<![\d-])(20\d\d)-(\d{1,2})-(\d{1,2})(?![\d-])")
_NUMERIC = re.compile(r"(?<![\d/.,-])(\d{1,2})([/-]|\.(?=\d{1,2}\.\d))(\d{1,2})(?:[/.-](20\d\d|\d\d))?(?![\d/-])")
_DAY_NUMBER = re.compile(r"(\d{1,2})(st|nd|rd|th|e|ই)?")
# A part of the day belongs to a day that stands at most this many words away.
_REACH = 2
# Nobody names more days than this in one message; bounds the work on a hostile one.
_MOST = 12


class Day(NamedTuple):
    """A day or a part of one, where it stands in the normalised text."""

    value: str
    start: int
    end: int


def find_days(normalised: str, words: Sequence[Word]) -> list[Day]:
    """All days that the text names, in order, each with its part of the day if one is named beside it."""
    days = _numeric_days(normalised, words)
    index = 0
    while index < len(words) and len(days) < _MOST:
        found = _day_at(words, index)
        count = found[1] if found else 1
        if found and not any(day.start < words[index + count - 1].end and words[index].start < day.end for day in days):
            days.append(Day(found[0], words[index].start, words[index + count - 1].end))
        index += count
    return _with_parts(sorted(days, key=lambda day: day.start), words)


def _numeric_days(normalised: str, words: Sequence[Word]) -> list[Day]:
    days = [
        Day(f"{year}-{int(month):02}-{int(day):02}", *match.span())
        for match in _ISO.finditer(normalised)
        for year, month, day in [match.groups()]
        if _is_day(int(day), int(month))
    ]
    for match in _NUMERIC.finditer(normalised):
        day, _, month, year = match.groups()
        if not _is_day(int(day), int(month)) or any(
            match.start() < known.end and known.start < match.end() for known in days
        ):
            continue
        if year is None and (_counts_something(words, match.end()) or _is_mark(int(day), int(month))):
            continue
        prefix = "-" if year is None else f"20{year[-2:]}"
        days.append(Day(f"{prefix}-{int(month):02}-{int(day):02}", *match.span()))
    return days


def _is_day(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _is_mark(given: int, outof: int) -> bool:
    """4/5 is a rating far more often than the fourth of May."""
    return outof == 5 and given <= 5


def _counts_something(words: Sequence[Word], position: int) -> bool:
    """Whether a unit follows, as in "2-3 days"."""
    following = next((word for word in words if word.start >= position), None)
    return following is not None and following.text in about("unit")


def _day_at(words: Sequence[Word], index: int) -> tuple[str, int] | None:
    return _counted_days(words, index) or _day_of_month(words, index) or _named_day(words, index)


def _named_day(words: Sequence[Word], index: int) -> tuple[str, int] | None:
    found = about("day").at(words, index)
    if found:
        value, count = found
        if value == "kal":
            value = "-1d" if any(word.text in about("past") for word in words) else "+1d"
        return value, count
    found = about("weekday").at(words, index)
    return (f"weekday:{found[0]}", found[1]) if found else None


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word) if len(word) <= 2 else None
    meaning = about("number").meaning([word])
    return int(meaning) if meaning else None


def _meaning(words: Sequence[Word], index: int, subject: str) -> str | None:
    return about(subject).meaning([words[index].text]) if 0 <= index < len(words) else None


def _counted_days(words: Sequence[Word], index: int) -> tuple[str, int] | None:
    """ "in 3 days", "3 din baad", "3 days ago"."""
    number = _number(words[index].text)
    if number is None or _meaning(words, index + 1, "dayword") != "day":
        return None
    direction = _meaning(words, index + 2, "dayword")
    if direction in ("after", "before"):
        return f"{'+' if direction == 'after' else '-'}{number}d", 3
    leading = words[index - 1].text if index else ""
    if leading == "in" or about("dayword").meaning([leading]) == "after":
        return f"+{number}d", 2
    return None


def _day_of_month(words: Sequence[Word], index: int) -> tuple[str, int] | None:
    """ "24 nov 2026", "nov 24", "5 tarikh", "5th"."""
    month = _meaning(words, index, "month")
    if month and index + 1 < len(words):
        match = _DAY_NUMBER.fullmatch(words[index + 1].text)
        if match and _is_day(int(match[1]), int(month)):
            return _with_year(words, index + 2, f"{int(month):02}-{int(match[1]):02}", 2)
    match = _DAY_NUMBER.fullmatch(words[index].text)
    if not match or not 1 <= int(match[1]) <= 31:
        return None
    month = _meaning(words, index + 1, "month")
    if month:
        return _with_year(words, index + 2, f"{int(month):02}-{int(match[1]):02}", 2)
    if _meaning(words, index + 1, "dayword") == "tarikh":
        return f"---{int(match[1]):02}", 2
    return (f"---{int(match[1]):02}", 1) if match[2] in ("st", "nd", "rd", "th", "ই") else None


def _with_year(words: Sequence[Word], index: int, rest: str, count: int) -> tuple[str, int]:
    if index < len(words) and re.fullmatch(r"20\d\d", words[index].text):
        return f"{words[index].text}-{rest}", count + 1
    return f"--{rest}", count


def _parts(words: Sequence[Word]) -> Iterator[Day]:
    for index, word in enumerate(words):
        meaning = about("part").meaning([word.text])
        if meaning and not (index and words[index - 1].text in about("greeting")):
            yield Day(meaning, word.start, word.end)


def _with_parts(days: list[Day], words: Sequence[Word]) -> list[Day]:
    for part in islice(_parts(words), _MOST):
        near = [i for i, day in enumerate(days) if " " not in day.value and _words_between(words, day, part) <= _REACH]
        if near:
            index = min(near, key=lambda i: _words_between(words, days[i], part))
            day = days[index]
            days[index] = Day(f"{day.value} {part.value}", min(day.start, part.start), max(day.end, part.end))
        elif not any(day.value.endswith(part.value) for day in days):
            days.append(part)
    return sorted(days, key=lambda day: day.start)


def _words_between(words: Sequence[Word], one: Day, other: Day) -> int:
    first, second = sorted((one, other), key=lambda day: day.start)
    return sum(first.end <= word.start and word.end <= second.start for word in words)
