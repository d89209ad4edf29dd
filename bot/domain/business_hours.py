"""When a shop's people work: by weekday and holiday, in the shop's zone; and minutes counted in that time alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FARTHEST = 400  # days looked ahead: whoever is closed for longer than a year is closed
_DAY, _MIDNIGHT = timedelta(days=1), time()
Opening = tuple[datetime, datetime]  # from and until, the latter excluded


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the day, end excluded; over midnight where `closes` comes before `opens`, 24 hours where both agree."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """A shop's week, Monday first, each day with any number of spans; on a holiday's date it is closed."""

    zone: str
    week: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date] = frozenset()


def read_hours(zone: str, week: Mapping[str, Sequence[Sequence[str]]], holidays: Collection[str]) -> BusinessHours:
    """Return hours kept as {"mon": [["10:00", "19:00"]]} and ISO dates; a weekday that is missing is closed."""
    days = tuple(tuple(Span(*map(time.fromisoformat, span)) for span in week.get(day, ())) for day in WEEKDAYS)
    return BusinessHours(zone, days, frozenset(map(date.fromisoformat, holidays)))


def is_open(hours: BusinessHours, at: datetime) -> bool:
    """Whether the shop's people work at that moment."""
    return any(start <= at for start, _ in _openings(hours, at, 1))


def find_opening(hours: BusinessHours, at: datetime) -> datetime | None:
    """Return `at` when it is open then, else when it opens next; None when that is more than a year away."""
    start = next((start for start, _ in _openings(hours, at, _FARTHEST)), None)
    return None if start is None else max(start, at)


def add_open_time(hours: BusinessHours, start: datetime, length: timedelta) -> datetime | None:
    """Return when that much open time has passed since `start`; None when it will not within a year."""
    left = length
    for opened, closed in _openings(hours, start, _FARTHEST):
        begin = max(opened, start)
        if closed - begin >= left:
            return begin + left
        left -= closed - begin
    return None


def count_open_time(hours: BusinessHours, start: datetime, end: datetime) -> timedelta:
    """Return how much of the time from `start` to `end` was open; nothing when the end comes first."""
    days = max(0, (end - start) // _DAY) + 1
    parts = (min(closed, end) - max(opened, start) for opened, closed in _openings(hours, start, days))
    return sum((part for part in parts if part > timedelta()), timedelta())


def _openings(hours: BusinessHours, at: datetime, days: int) -> Iterator[Opening]:
    """Openings that end after `at`, in their order and apart from each other, of so many days."""
    first = at.astimezone(ZoneInfo(hours.zone)).date()
    current: Opening | None = None
    for day in (first + _DAY * ahead for ahead in range(days + 1)):
        for start, end in _of_day(hours, day):
            if current is None or start > current[1]:
                if current is not None and current[1] > at:
                    yield current
                current = start, end
            else:
                current = current[0], max(current[1], end)
    if current is not None and current[1] > at:
        yield current


def _of_day(hours: BusinessHours, day: date) -> list[Opening]:
    """Openings within a date, which begins with what the evening before left over."""
    if day in hours.holidays:
        return []
    left = [(_MIDNIGHT, span.closes) for span in _spans(hours, day - _DAY) if _MIDNIGHT < span.closes <= span.opens]
    own = [(span.opens, span.closes if span.opens < span.closes else _MIDNIGHT) for span in _spans(hours, day)]
    whole = [(_moment(hours, day, opens), _end(hours, day, closes)) for opens, closes in left + own]
    # A span can lie in the hour that a clock skips.
    return sorted(opening for opening in whole if opening[0] < opening[1])


def _spans(hours: BusinessHours, day: date) -> tuple[Span, ...]:
    return hours.week[day.weekday()]


def _moment(hours: BusinessHours, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(hours.zone)).astimezone(UTC)


def _end(hours: BusinessHours, day: date, closes: time) -> datetime:
    """Midnight is the end of the day, never its begin."""
    return _moment(hours, day + _DAY if closes == _MIDNIGHT else day, closes)
