"""Approvals on request, and what a stopped template does to a message."""

from __future__ import annotations

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.conftest import ASHA, Simulator
from tests.simulator.content import Raw, approve, create

WHATSAPP = f"whatsapp:{ASHA}"
LATE = {"twilio/text": {"body": "Your order {{1}} is late, sorry for that."}}
CODES = {"rejected": 63040, "paused": 63041, "disabled": 63042}


def late(simulator: Simulator) -> str:
    return create(simulator, LATE, variables={"1": "1042"})


def submit(simulator: Simulator, sid: str, name: str = "late", category: str = "UTILITY") -> str:
    request = Raw({"name": name, "category": category})
    return str(simulator.client.content.v1.contents(sid).approval_create.create(request).status)


def approval(simulator: Simulator, sid: str) -> dict[str, Any]:
    return dict(simulator.client.content.v1.contents(sid).approval_fetch().fetch().whatsapp)


def error_of(simulator: Simulator, sid: str) -> int | None:
    message = simulator.send(WHATSAPP, content_sid=sid, content_variables='{"1": "1042"}')
    simulator.settle()
    code: int | None = message.fetch().error_code
    return code


@pytest.mark.parametrize("status", CODES)
def test_it_fails_messages_of_a_stopped_template(simulator: Simulator, status: str) -> None:
    sid = late(simulator)
    approve(simulator, sid)
    assert error_of(simulator, sid) is None
    approve(simulator, sid, status)
    assert error_of(simulator, sid) == CODES[status]


@pytest.mark.parametrize("status", [*CODES, "pending", "unsubmitted"])
def test_it_takes_any_template_as_words_inside_the_window(simulator: Simulator, status: str) -> None:
    sid = late(simulator)
    approve(simulator, sid, status)
    simulator.write(ASHA)
    assert error_of(simulator, sid) is None


@pytest.mark.parametrize("status", ["pending", "received", "unsubmitted"])
def test_it_knows_no_undecided_template_outside_the_window(simulator: Simulator, status: str) -> None:
    sid = late(simulator)
    approve(simulator, sid, status)
    assert error_of(simulator, sid) == 63016


def test_it_fails_a_message_whose_template_is_paused_while_it_waits(simulator: Simulator) -> None:
    sid = late(simulator)
    approve(simulator, sid)
    simulator.sim("POST", "/clock", {"pace_seconds": 0.5})
    message = simulator.send(WHATSAPP, content_sid=sid, content_variables='{"1": "1042"}')
    approve(simulator, sid, "paused")
    simulator.settle()
    assert (message.fetch().status, message.fetch().error_code) == ("failed", 63041)
    statuses = [hit.form for hit in simulator.shop.hits if "MessageStatus" in hit.form]
    assert statuses[-1]["ErrorCode"] == "63041"


def test_it_tells_the_reason_of_a_rejection(simulator: Simulator) -> None:
    sid = late(simulator)
    assert submit(simulator, sid) == "received"
    simulator.sim("POST", f"/contents/{sid}/approval", {"status": "rejected", "reason": "TAG_CONTENT_MISMATCH"})
    simulator.sim("POST", "/clock", {"advance_seconds": 60})
    found = approval(simulator, sid)
    assert (found["status"], found["rejection_reason"]) == ("rejected", "TAG_CONTENT_MISMATCH")
    # A rejected template may be handed in again.
    assert submit(simulator, sid) == "received"


def test_it_puts_a_template_into_another_category(simulator: Simulator) -> None:
    sid = late(simulator)
    submit(simulator, sid)
    answer = simulator.sim("POST", f"/contents/{sid}/approval", {"category": "MARKETING"})
    assert answer.json()["category"] == "MARKETING"
    simulator.sim("POST", "/clock", {"advance_seconds": 60})
    # Its approval still comes by itself.
    assert (approval(simulator, sid)["category"], approval(simulator, sid)["status"]) == ("MARKETING", "approved")


def test_it_takes_a_template_once(simulator: Simulator) -> None:
    first, second = late(simulator), late(simulator)
    submit(simulator, first)
    with pytest.raises(TwilioRestException):
        submit(simulator, first)
    assert submit(simulator, second) == "rejected"
    assert "already" in approval(simulator, second)["rejection_reason"]


@pytest.mark.parametrize(
    ("types", "approved"),
    [
        ({"twilio/text": {"body": "💸 {{1}} is on its way to you"}}, True),
        ({"twilio/text": {"body": "({{1}}) is on its way to you"}}, False),
        ({"twilio/text": {"body": "On its way to you is {{1}}."}}, False),
        ({"twilio/media": {"body": "Look at this", "media": ["https://shop.example.com/p/{{2}}"]}}, True),
        ({"twilio/media": {"body": "Look at this", "media": ["https://shop.example.com/p/{{1}}"]}}, False),
        ({"twilio/media": {"body": "Look at this", "media": ["{{2}}"]}}, False),
        ({"twilio/quick-reply": {"body": "Well?", "actions": [{"title": "Good", "id": "{{1}}"}]}}, True),
        ({"twilio/quick-reply": {"body": "Well?", "actions": [{"title": "😍 Good", "id": "{{1}}"}]}}, False),
        ({"twilio/quick-reply": {"body": "Well?", "actions": [{"title": "{{1}}", "id": "a"}]}}, False),
        ({"twilio/quick-reply": {"body": "Well?", "actions": [{"title": "Good", "id": "{{3}}"}]}}, False),
    ],
)
def test_it_reviews_as_whatsapp_does(simulator: Simulator, types: dict[str, Any], approved: bool) -> None:
    sid = create(simulator, types, variables={"1": "a sample", "2": "saree.jpg"})
    submit(simulator, sid)
    simulator.sim("POST", "/clock", {"advance_seconds": 60})
    assert approval(simulator, sid)["status"] == ("approved" if approved else "rejected")


@pytest.mark.parametrize(
    "body", [{}, {"status": "maybe"}, {"category": "NEWS"}, {"status": "nope", "category": "UTILITY"}]
)
def test_it_refuses_a_decision_that_cannot_be(simulator: Simulator, body: dict[str, str]) -> None:
    assert simulator.sim("POST", f"/contents/{late(simulator)}/approval", body).status_code == 400
    assert simulator.sim("POST", "/contents/HXnone/approval", {"status": "approved"}).status_code == 404
