"""The hour at which somebody usually writes, and when it comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.own_hours import find_next, find_usual_hour

INDIA = "Asia/Kolkata"
DAY = datetime(2026, 11, 20, tzinfo=UTC)


def at(clock: str) -> datetime:
    """A moment of the day in India."""
    hours, minutes = clock.split(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes)) - timedelta(hours=5, minutes=30)


@pytest.mark.parametrize(
    ("times", "hour"),
    [
        (["18:50", "19:10", "19:40"], 19),
        (["18:10", "19:10", "19:20", "09:00", "09:10"], 19),
        (["23:50", "00:10", "23:30"], 23),
        (["19:00", "19:00"], None),
        ([], None),
    ],
)
def test_it_is_where_most_of_the_times_are(times: list[str], hour: int | None) -> None:
    assert find_usual_hour([at(one) for one in times], INDIA) == hour


@pytest.mark.parametrize(
    ("hour", "now", "hours", "then"),
    [
        (19, "10:10", ("10:00", "20:00"), "19:00"),
        (19, "19:20", ("10:00", "20:00"), "19:20"),
        (11, "12:00", ("10:00", "20:00"), "35:00"),
        (23, "12:00", ("10:00", "20:00"), "19:00"),  # the last that is allowed
        (6, "12:00", ("10:00", "20:00"), "34:00"),
        (6, "12:00", ("10:30", "20:00"), "35:00"),
        (3, "12:00", ("00:00", "00:00"), "27:00"),
        (2, "12:00", ("22:00", "06:00"), "26:00"),
        (14, "12:00", ("10:15", "10:45"), "34:00"),
    ],
)
def test_it_comes_next_within_a_day_and_the_hours_for_offers(
    hour: int, now: str, hours: tuple[str, str], then: str
) -> None:
    assert find_next(hour, at(now), INDIA, *hours) == at(then)
