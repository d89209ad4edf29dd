"""Two hosts over one database: one stands still, or dies with its disk, and each customer gets one answer."""

from __future__ import annotations

import asyncio

import pytest

from bench.strikes import LOST, STOPPED
from bench.two_hosts import Trial, describe, put_to_trial

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.timeout(1500)]

SEED = 3
# Longer than anybody waits for a message whose sender is silent (bot.services.sending.in_doubt), so that the other
# host has sent it when the first goes on with what it had in hand.
LASTING = (52.0, 60.0)


def test_each_is_answered_and_told_once_whatever_befalls_a_host() -> None:
    trial = Trial(150.0, SEED, rate=1.0, kinds=(STOPPED, LOST), lasting=LASTING, gap=4.0)
    outcome = asyncio.run(put_to_trial(trial))
    told, sums = describe(outcome, SEED), outcome.sums
    assert sums.hold, told
    assert {one.kind for one in outcome.strikes} == {STOPPED, LOST}, told
    assert (len(outcome.diary.taken), outcome.diary.refused, sums.answered) == (150, 0, 150), told
    assert sums.notices, told
    # While one host is away the other answers.
    assert outcome.gap < LASTING[0] / 2, told
