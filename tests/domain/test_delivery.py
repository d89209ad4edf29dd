"""The table of a message's states: which may follow which, and that Twilio's words keep to it."""

from __future__ import annotations

import itertools

import pytest

from bot.domain.delivery import TRANSITIONS, DeliveryState, NoSuchStep, check_step, from_twilio, may_follow

S = DeliveryState
BY_TWILIO = {S.ACCEPTED, S.SENT, S.DELIVERED, S.READ, S.FAILED, S.UNDELIVERED, S.CANCELED}
# Every step there is, written out once more: a change of the table is a change of this one.
STEPS = {
    S.QUEUED: {S.SENDING, S.UNKNOWN} | BY_TWILIO,
    S.HELD: {S.QUEUED, S.UNKNOWN, S.EXPIRED} | BY_TWILIO,
    S.SENDING: {S.QUEUED, S.HELD, S.UNKNOWN, S.EXPIRED} | BY_TWILIO,
    S.UNKNOWN: {S.QUEUED} | BY_TWILIO,
    S.ACCEPTED: {S.SENT, S.DELIVERED, S.READ, S.FAILED, S.UNDELIVERED, S.CANCELED},
    S.SENT: {S.DELIVERED, S.READ, S.FAILED, S.UNDELIVERED, S.CANCELED},
    S.DELIVERED: {S.READ},
    S.READ: set(),
    S.FAILED: set(),
    S.UNDELIVERED: set(),
    S.CANCELED: BY_TWILIO,
    S.EXPIRED: BY_TWILIO,
}
# (state, rank) of a row, as far as the ranks tell more than the state.
RANKED = [
    *[(state, 0) for state in (S.HELD, S.QUEUED, S.SENDING, S.UNKNOWN, S.CANCELED, S.EXPIRED)],
    *[(S.ACCEPTED, 1), (S.ACCEPTED, 2), (S.ACCEPTED, 3), (S.SENT, 4), (S.DELIVERED, 5), (S.READ, 6)],
    *[(S.FAILED, 8), (S.UNDELIVERED, 8), (S.CANCELED, 8)],
]
WORDS = (
    "accepted",
    "scheduled",
    "queued",
    "sending",
    "sent",
    "partially_delivered",
    "delivered",
    "read",
    "failed",
    "undelivered",
    "canceled",
)


@pytest.mark.parametrize(("before", "after"), list(itertools.product(S, S)))
def test_it_allows_the_steps_of_the_table_alone(before: S, after: S) -> None:
    if after in STEPS[before]:
        check_step(before, after)
        assert TRANSITIONS[before][after]
    else:
        with pytest.raises(NoSuchStep):
            check_step(before, after)


@pytest.mark.parametrize(("row", "word"), list(itertools.product(RANKED, WORDS)))
def test_it_lets_no_word_of_twilio_leave_the_table(row: tuple[S, int], word: str) -> None:
    state, rank = row
    moved = from_twilio(word)
    assert moved is not None
    if may_follow(rank, *moved) and moved[0] != state:
        assert moved[0] in TRANSITIONS[state]


def test_it_knows_no_word_that_twilio_does_not_say() -> None:
    assert from_twilio("vanished") is None
