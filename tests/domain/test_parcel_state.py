"""The state that follows from a set of sightings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import milestones
from bot.domain.parcel_state import CALLED_OFF, Seen, state_of
from tests.fakes import START

HOURS = st.integers(0, 9).map(lambda hours: START + timedelta(hours=hours))
SEEN = st.builds(Seen, st.sampled_from(list(milestones.STAGE_OF)), HOURS, st.sampled_from(["", "Surat"]))


def seen(milestone: str, hours: float, **details: Any) -> Seen:
    return Seen(milestone, START + timedelta(hours=hours), **details)


@given(st.lists(SEEN, unique_by=lambda one: one.what))
def test_it_stands_where_the_rules_of_milestones_say(sightings: list[Seen]) -> None:
    told = milestones.path(milestones.in_order([milestones.MilestoneReached(*one.what) for one in sightings]))
    rule = told[-1] if told else None
    state = state_of(sightings)
    assert (state.current and state.current.what) == (rule and (rule.milestone, rule.at, rule.place))


def test_it_says_when_it_left_and_when_it_came() -> None:
    state = state_of([seen("delivered", 9), seen("shipped", 2), seen("label", 1), seen("in_transit", 11)])
    assert (state.shipped_at, state.delivered_at) == (START + timedelta(hours=2), START + timedelta(hours=9))
    assert (state.stage, state.scanned_at) == ("delivered", START + timedelta(hours=9))


def test_it_keeps_the_first_day_as_the_promise_and_the_last_as_expected() -> None:
    first, last = date(2026, 11, 25), date(2026, 11, 27)
    days = [seen("", 3, expected_on=last), seen("shipped", 1, expected_on=first), seen("in_transit", 4)]
    state = state_of(days)
    assert (state.promised_on, state.expected_on, state.stage) == (first, last, "in_transit")


def test_it_remembers_that_a_parcel_went_back() -> None:
    assert state_of([seen("returning", 1), seen("delivered", 2)]).went_back
    assert not state_of([seen("shipped", 1), seen("delivered", 2)]).went_back


def test_it_believes_a_courier_more_than_a_shop_that_called_it_off() -> None:
    off = seen(CALLED_OFF, 5)
    assert state_of([seen("shipped", 9), off]).milestone == CALLED_OFF
    assert state_of([seen("shipped", 1), seen("in_transit", 9), off]).stage == "in_transit"


def test_it_knows_nothing_of_nothing() -> None:
    state = state_of([])
    assert (state.milestone, state.stage, state.stage_at) == ("", "ready", None)
