"""Business time: open, next open, counted and added, over midnight, holidays and the change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.business_hours import WEEKDAYS, add_open_time, count_open_time, find_opening, is_open, read_hours

INDIA, BERLIN = "Asia/Kolkata", "Europe/Berlin"
USUAL = {day: [["10:00", "19:00"]] for day in WEEKDAYS[:6]}
NIGHT = {"fri": [["22:00", "02:00"]], "sat": [["00:00", "00:00"]]}
SHOP = read_hours(INDIA, USUAL, ["2026-12-25"])


def at(written: str, zone: str = INDIA) -> datetime:
    """A moment by the shop's clock, in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-27 10:00", "2026-11-27 10:00"),  # Friday
        ("2026-11-27 09:59", "2026-11-27 10:00"),
        ("2026-11-27 19:00", "2026-11-28 10:00"),
        ("2026-11-28 19:00", "2026-11-30 10:00"),  # over Sunday
        ("2026-12-24 20:00", "2026-12-26 10:00"),  # over the holiday
        ("2026-12-25 12:00", "2026-12-26 10:00"),
    ],
)
def test_it_opens_next(now: str, opens: str) -> None:
    assert find_opening(SHOP, at(now)) == at(opens)
    assert is_open(SHOP, at(now)) == (now == opens)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-27 11:00", 30, "2026-11-27 11:30"),
        ("2026-11-27 18:30", 30, "2026-11-27 19:00"),
        ("2026-11-27 18:50", 30, "2026-11-28 10:20"),
        ("2026-11-28 18:50", 30, "2026-11-30 10:20"),
        ("2026-11-27 03:00", 15, "2026-11-27 10:15"),
        ("2026-11-27 10:00", 54 * 60, "2026-12-03 19:00"),  # six days of nine hours
    ],
)
def test_minutes_pass_while_it_is_open(start: str, minutes: int, due: str) -> None:
    length = timedelta(minutes=minutes)
    assert add_open_time(SHOP, at(start), length) == at(due)
    assert count_open_time(SHOP, at(start), at(due)) == length


def test_a_span_over_midnight_goes_on_and_joins_the_next_day() -> None:
    late = read_hours(INDIA, NIGHT, [])
    friday, end = at("2026-11-27 22:00"), at("2026-11-29 00:00")
    assert count_open_time(late, friday - timedelta(days=1), end + timedelta(days=1)) == end - friday
    assert add_open_time(late, friday, timedelta(hours=26)) == end
    shut = read_hours(INDIA, NIGHT, ["2026-11-28"])  # Saturday is cut off at midnight, Friday's evening stays
    assert count_open_time(shut, friday, end) == timedelta(hours=2)


def test_overlapping_spans_count_once() -> None:
    twice = read_hours(INDIA, {"fri": [["12:00", "15:00"], ["10:00", "13:00"]]}, [])
    assert count_open_time(twice, at("2026-11-27 00:00"), at("2026-11-28 00:00")) == timedelta(hours=5)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-30", 24)])
def test_a_day_has_as_many_hours_as_the_clock_runs(day: str, hours: int) -> None:
    always = read_hours(BERLIN, {name: [["00:00", "00:00"]] for name in WEEKDAYS}, [])
    start = at(f"{day} 00:00", BERLIN)
    end = (datetime.fromisoformat(day) + timedelta(days=1)).replace(tzinfo=ZoneInfo(BERLIN))
    assert count_open_time(always, start, end) == timedelta(hours=hours)


def test_an_hour_that_the_clock_skips_is_none() -> None:
    skipped = read_hours(BERLIN, {"sun": [["02:15", "03:00"]]}, [])
    assert count_open_time(skipped, at("2026-03-28 00:00", BERLIN), at("2026-03-30 00:00", BERLIN)) == timedelta()


def test_who_never_opens_has_no_opening() -> None:
    never = read_hours(INDIA, {}, [])
    now = at("2026-11-27 10:00")
    assert (is_open(never, now), find_opening(never, now)) == (False, None)
    assert add_open_time(never, now, timedelta(minutes=1)) is None


_TIMES = some.times().map(lambda time: time.strftime("%H:%M"))
_SPANS = some.lists(some.tuples(_TIMES, _TIMES).map(list), max_size=3)
_WEEKS = some.fixed_dictionaries(dict.fromkeys(WEEKDAYS, _SPANS)).filter(lambda week: any(week.values()))


@given(
    week=_WEEKS,
    zone=some.sampled_from([INDIA, BERLIN, "America/New_York", "UTC"]),
    start=some.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=some.just(UTC)),
    minutes=some.integers(1, 5000),
)
def test_what_is_added_is_counted_again(
    week: dict[str, list[list[str]]], zone: str, start: datetime, minutes: int
) -> None:
    hours, length = read_hours(zone, week, []), timedelta(minutes=minutes)
    due = add_open_time(hours, start, length)
    assert due is None or count_open_time(hours, start, due) == length
