"""How late something is, by the days that were named for it; today is the 21st."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.lateness import coming, days_late, named_days

TODAY = date(2026, 11, 21)


def day(number: int | None) -> date | None:
    return date(2026, 11, number) if number else None


# by the shop, first and last by the courier: how many days late, and the day that is still to come
TABLE = [
    ((None, None, None), 0, None),
    ((25, None, None), 0, 25),
    ((21, None, None), 0, 21),
    ((18, None, None), 3, None),
    ((25, 24, 24), 0, 24),
    ((25, 24, 27), 2, 27),  # not yet, but it will be
    ((18, 18, 23), 3, 23),  # counted to today, not to the new day
    ((18, 18, 19), 3, None),
    ((None, 25, 25), 0, 25),
    ((None, 25, 28), 3, 28),  # with no word of the shop the courier's first counts
    ((None, 19, 23), 2, 23),
    ((None, None, 23), 0, 23),
    ((None, None, 19), 2, None),
    ((25, 19, 24), 0, 24),  # the courier was early to promise; the shop's word is what was bought
]


@pytest.mark.parametrize(("named", "late", "to_come"), TABLE)
def test_it_counts_from_the_first_promise(named: tuple[int | None, ...], late: int, to_come: int | None) -> None:
    by_shop, first, last = map(day, named)
    days = named_days(by_shop, first, last)
    assert (days.days_late(TODAY), days.coming(TODAY)) == (late, day(to_come))


@pytest.mark.parametrize(
    ("named", "slips"),
    [
        ((25, None, None), False),
        ((25, 25, 25), False),
        ((25, 24, 26), True),
        ((None, 24, 26), True),
        ((18, 18, 18), False),
    ],
)
def test_it_slips_when_a_later_day_is_expected(named: tuple[int | None, ...], slips: bool) -> None:
    by_shop, first, last = map(day, named)
    assert named_days(by_shop, first, last).slips is slips


@pytest.mark.parametrize(
    ("out_on", "late", "expected"),
    [
        (21, 0, 21),  # out today: that beats an old promise and a later estimate
        (20, 3, 26),  # out since yesterday: the courier's estimate counts again
        (None, 3, 26),
    ],
)
def test_what_is_out_today_is_expected_today(out_on: int | None, late: int, expected: int) -> None:
    days = named_days(day(18), day(18), day(26), day(out_on))
    assert (days.days_late(TODAY), days.expected_as_of(TODAY), days.coming(TODAY)) == (
        late,
        day(expected),
        day(expected),
    )


def test_a_day_that_has_gone_by_is_no_promise() -> None:
    assert [coming(day(one), TODAY) for one in (None, 20, 21, 22)] == [None, None, day(21), day(22)]


@pytest.mark.parametrize(("due", "late"), [(None, 0), (22, 0), (21, 0), (20, 1), (1, 20)])
def test_days_are_whole(due: int | None, late: int) -> None:
    assert days_late(day(due), TODAY) == late
