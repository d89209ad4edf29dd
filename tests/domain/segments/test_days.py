"""Days are those of the shop, birthdays those of the calendar, states those of the PIN code."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.segments.birthdays import list_birthdays
from bot.domain.segments.fields import Comparison
from bot.domain.segments.profile import Scope
from bot.domain.segments.rules import Trait
from bot.domain.segments.states import STATES, list_exceptions, state_of


def test_days_begin_at_the_shops_midnight() -> None:
    late = Scope(datetime(2026, 11, 28, 20, 0, tzinfo=UTC), ZoneInfo("Asia/Kolkata"), "INR", "en")
    assert late.today == date(2026, 11, 29)
    assert late.since(0) == datetime(2026, 11, 28, 18, 30, tzinfo=UTC)
    assert late.since(60) == datetime(2026, 9, 29, 18, 30, tzinfo=UTC)


def birthdays(operator: Comparison, today: date, value: int | None = None) -> frozenset[str]:
    """The days that a condition means."""
    return list_birthdays(Trait("customer.birthday", operator, value), today)


def test_a_birthday_of_29_february_is_kept_on_the_28th() -> None:
    assert birthdays(Comparison.TODAY, date(2027, 2, 28)) == {"02-28", "02-29"}
    assert birthdays(Comparison.TODAY, date(2028, 2, 28)) == {"02-28"}
    assert birthdays(Comparison.TODAY, date(2028, 2, 29)) == {"02-29"}
    assert birthdays(Comparison.IN_NEXT_DAYS, date(2026, 12, 31), 1) == {"12-31", "01-01"}
    assert "02-29" in birthdays(Comparison.IN_MONTH, date(2027, 6, 1), 2)
    assert birthdays(Comparison.THIS_MONTH, date(2027, 6, 1)) == birthdays(Comparison.IN_MONTH, date(2027, 1, 1), 6)


@pytest.mark.parametrize(
    ("pin", "state"),
    [
        *(("380015", "GJ"), ("396210", "DH"), ("403001", "GA"), ("400050", "MH"), ("700029", "WB"), ("737101", "SK")),
        *(("814112", "JH"), ("800001", "BR"), ("248001", "UK"), ("247001", "UP"), ("605001", "PY"), ("600001", "TN")),
        *(("194101", "LA"), ("", ""), ("9", ""), ("990001", ""), ("abc", "")),
    ],
)
def test_a_pin_code_tells_its_state(pin: str, state: str) -> None:
    assert state_of(pin) == state


def test_what_is_cut_out_of_a_state_is_anothers() -> None:
    assert list_exceptions(["TN"]) == ("605", "6096")
    assert list_exceptions(["TN", "PY"]) == ()
    assert len(STATES) == 36
