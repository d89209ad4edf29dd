"""Faults on request."""

from __future__ import annotations

import pytest
import requests
from twilio.base.exceptions import TwilioException, TwilioRestException

from tests.simulator.conftest import ASHA, Simulator


def fault(simulator: Simulator, kind: str, **more: object) -> None:
    answer = simulator.sim("POST", "/faults", {"kind": kind, **more})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(("kind", "code"), [("429", 20429), ("500", 20500), ("503", 20503)])
def test_it_refuses_as_often_as_asked(simulator: Simulator, kind: str, code: int) -> None:
    fault(simulator, kind, count=2)
    for _ in range(2):
        with pytest.raises(TwilioRestException) as caught:
            simulator.send(ASHA)
        assert (caught.value.status, caught.value.code) == (int(kind), code)
    assert simulator.send(ASHA).status == "queued"
    assert len(simulator.client.messages.list(to=ASHA)) == 1


def test_it_accepts_and_never_says_so(simulator: Simulator) -> None:
    fault(simulator, "timeout_after_accept", count=1, seconds=0)
    with pytest.raises(requests.ConnectionError):
        simulator.send(ASHA)
    (kept,) = simulator.client.messages.list(to=ASHA)
    assert simulator.shop.statuses(kept.sid, "sent", "delivered") == ["sent", "delivered"]


def test_it_hangs_up_before_anything_is_done(simulator: Simulator) -> None:
    fault(simulator, "drop_connection", count=1)
    with pytest.raises(requests.ConnectionError):
        simulator.send(ASHA)
    assert simulator.client.messages.list(to=ASHA) == []


def test_it_strikes_other_calls_only_when_asked(simulator: Simulator) -> None:
    fault(simulator, "503")
    assert simulator.client.messages.list() == []
    fault(simulator, "503", on="all")
    # The SDK says so for a list, and only there, with the plain exception.
    with pytest.raises(TwilioException, match="503"):
        simulator.client.messages.list()
    assert simulator.sim("DELETE", "/faults").json()["faults"] == []
    assert simulator.client.messages.list() == []


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("duplicate_callbacks", ["sent", "sent", "delivered", "delivered"]),
        ("reorder_callbacks", ["delivered", "sent"]),
    ],
)
def test_it_confuses_callbacks(simulator: Simulator, kind: str, states: list[str]) -> None:
    fault(simulator, kind)
    message = simulator.send(ASHA)
    assert simulator.shop.statuses(message.sid, *states) == states
    assert message.fetch().status == "delivered"


def test_it_loses_callbacks(simulator: Simulator) -> None:
    fault(simulator, "drop_callbacks")
    message = simulator.send(ASHA)
    simulator.settle()
    assert message.fetch().status == "delivered"
    assert simulator.shop.hits == []


def test_it_posts_a_message_twice(simulator: Simulator) -> None:
    fault(simulator, "duplicate_inbound", count=1)
    simulator.write(ASHA)
    first, second = simulator.shop.wait("/twilio/messages", 2)
    assert first.form == second.form


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "nonsense"},
        {"kind": "429", "count": 0},
        {"kind": "429", "count": True},
        {"kind": "429", "probability": 2},
        {"kind": "delay", "seconds": -1},
        {"kind": "delay", "seconds": 1e9},
    ],
)
def test_it_refuses_a_fault_that_makes_no_sense(simulator: Simulator, body: dict[str, object]) -> None:
    assert simulator.sim("POST", "/faults", body).status_code == 400


def test_it_is_late_with_its_list(simulator: Simulator) -> None:
    fault(simulator, "late_list", seconds=60)
    simulator.send(ASHA)
    assert simulator.client.messages.list(to=ASHA) == []
    simulator.world.advance(61)
    assert len(simulator.client.messages.list(to=ASHA)) == 1


def test_its_list_has_no_bodies(simulator: Simulator) -> None:
    fault(simulator, "null_bodies")
    message = simulator.send(ASHA)
    assert [one.body for one in simulator.client.messages.list(to=ASHA)] == [None]
    assert message.fetch().body == "Hello"


def test_its_clock_is_behind(simulator: Simulator) -> None:
    before = simulator.send(ASHA).date_created
    fault(simulator, "slow_clock", seconds=100)
    after = simulator.send(ASHA).date_created
    assert -101 < (after - before).total_seconds() < -90
