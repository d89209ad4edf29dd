"""A broadcast whose processes are killed one after the other: one message each, and a receipt that is true."""

from __future__ import annotations

import pytest

from bench.chaos import Trial, describe, put_to_trial

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.timeout(400)]

SEED = 3
ALL = {"PostgreSQL stopped", "worker", "worker-2", "scheduler", "valkey and its file", "paused, resumed"}


def test_it_sends_once_to_each_whom_the_receipt_calls_accepted() -> None:
    outcome = put_to_trial(Trial(300, SEED, gap=1.5, turns=1, frozen=4.0, slow=0.3, hurried=True, patience=200.0))
    told, sums = describe(outcome, SEED), outcome.sums
    assert sums.hold, told
    assert outcome.state == "ended", told
    # Of fifty two may not be written to; one is not on WhatsApp, one has blocked the shop.
    assert (sums.parts["audience"], sums.parts["accepted"], sums.parts["skipped"]) == (300, 288, 12)
    assert not ALL - {what for what, count in outcome.done.items() if count}, told
