"""What the official SDK asks of the Content API for us, and how its answers are understood."""

from __future__ import annotations

import json
from typing import Any

import pytest
from werkzeug import Request, Response

from bot.channels.twilio.templates import TwilioTemplates, types_of
from bot.domain.approvals import Approval
from bot.ports import SendError
from tests.fakes import ACCOUNT
from tests.http_server import HangUp, serving

SID = "HX" + "1" * 32


def reply(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body).encode(), status)


def page(*contents: dict[str, Any], following: str | None = None) -> Response:
    return reply({"contents": contents, "meta": {"key": "contents", "next_page_url": following}})


def test_it_follows_every_page() -> None:
    def answer(asked: Request) -> Response:
        if asked.args.get("Page") == "1":
            return page({"sid": "HX2", "friendly_name": None, "approval_requests": None})
        approval = {"status": "APPROVED", "category": "marketing", "rejection_reason": None}
        following = "https://content.twilio.com/v1/ContentAndApprovals?PageSize=500&Page=1"
        return page({"sid": "HX1", "friendly_name": "a", "approval_requests": approval}, following=following)

    with serving(answer) as twilio:
        found = TwilioTemplates(ACCOUNT, "secret", twilio.url).listed()
        assert [asked.path for asked in twilio.asked] == ["/v1/ContentAndApprovals"] * 2
    assert [(one.sid, one.name) for one in found] == [("HX1", "a"), ("HX2", "")]
    assert [one.approval for one in found] == [Approval("approved", "MARKETING", ""), Approval("unsubmitted", "", "")]


def test_it_submits_under_our_name() -> None:
    answer = {"name": "dastak_x", "category": "UTILITY", "status": "received", "allow_category_change": True}
    with serving(lambda asked: reply(answer, 201)) as twilio:
        approval = TwilioTemplates(ACCOUNT, "secret", twilio.url).submit(SID, "dastak_x", "UTILITY")
        [asked] = twilio.asked
    assert asked.path == f"/v1/Content/{SID}/ApprovalRequests/whatsapp"
    sent = {name: value for name, value in json.loads(asked.data).items() if value is not None}
    assert sent == {"name": "dastak_x", "category": "UTILITY"}
    assert approval == Approval("received", "UTILITY", "")


def test_it_knows_what_is_no_longer_there() -> None:
    with serving(lambda asked: reply({"code": 20404, "status": 404}, 404)) as twilio:
        assert TwilioTemplates(ACCOUNT, "secret", twilio.url).approval(SID) is None


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        (reply({"code": 20422, "message": "body is too long", "status": 400}, 400), "refused", "body is too long"),
        (reply({"code": 20429, "status": 429}, 429), "not_sent", "too many requests"),
        (reply({}, 500), "unknown", "HTTP 500"),
        (Response(b"<html>", 201), "unknown", "unreadable"),
        (HangUp(), "unknown", "ConnectionError"),
    ],
)
def test_it_says_what_became_of_a_creation(answer: Response, outcome: str, reason: str) -> None:
    with serving(lambda asked: answer) as twilio, pytest.raises(SendError) as caught:
        TwilioTemplates(ACCOUNT, "secret", twilio.url).create("n", "en", {"twilio/text": {"body": "Hello"}}, {})
    assert caught.value.outcome == outcome
    assert reason in caught.value.reason


def test_it_makes_one_type_of_each_template() -> None:
    assert types_of("Hello", (), (), "") == {"twilio/text": {"body": "Hello"}}
    assert types_of("Hello {{1}} you", ("name",), ("Yes", "No"), "") == {
        "twilio/quick-reply": {
            "body": "Hello {{1}} you",
            "actions": [
                {"type": "QUICK_REPLY", "title": "Yes", "id": "{{2}}"},
                {"type": "QUICK_REPLY", "title": "No", "id": "{{3}}"},
            ],
        }
    }
    assert types_of("Hello {{1}} you", ("name",), (), "https://a.example/p/") == {
        "twilio/media": {"body": "Hello {{1}} you", "media": ["https://a.example/p/{{2}}"]}
    }
