"""The Content API, approvals, and what a content becomes on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.conftest import ASHA, Simulator
from tests.simulator.content import Raw, approve, create

WHATSAPP = f"whatsapp:{ASHA}"
TEXT = {"twilio/text": {"body": "Hello {{1}}, your order {{2}} left."}}
BUTTONS = [{"type": "QUICK_REPLY", "title": f"Button {number}", "id": f"b{number}"} for number in range(4)]


def outcome(simulator: Simulator, **fields: Any) -> int | None:
    message = simulator.send(WHATSAPP, **fields)
    simulator.settle()
    code: int | None = message.fetch().error_code
    return code


def test_it_keeps_lists_and_deletes(simulator: Simulator) -> None:
    sids = [create(simulator, TEXT, variables={"1": "Asha", "2": "1042"}) for _ in range(3)]
    contents = simulator.client.content.v1.contents
    assert [content.sid for content in contents.list(page_size=2)] == sids[::-1]
    fetched = contents(sids[0]).fetch()
    assert (fetched.types, fetched.variables, fetched.language) == (TEXT, {"1": "Asha", "2": "1042"}, "en")
    assert contents(sids[0]).delete()
    with pytest.raises(TwilioRestException, match="404"):
        contents(sids[0]).fetch()


def test_it_approves_after_a_while(simulator: Simulator) -> None:
    sid = create(simulator, TEXT, variables={"1": "Asha", "2": "1042"})
    content = simulator.client.content.v1.contents(sid)
    request = Raw({"name": "order_left", "category": "UTILITY"})
    assert content.approval_create.create(request).status == "received"
    simulator.sim("POST", "/clock", {"advance_seconds": 60})
    assert content.approval_fetch().fetch().whatsapp["status"] == "approved"
    listed = simulator.client.content.v1.content_and_approvals.list()
    assert listed[0].approval_requests["status"] == "approved"
    assert outcome(simulator, content_sid=sid) is None


@pytest.mark.parametrize("body", ["{{1}} is late", "Order {{1}} {{2}} is late", "Late: {{1}}", "No sample {{3}} here"])
def test_it_rejects_what_whatsapp_rejects(simulator: Simulator, body: str) -> None:
    sid = create(simulator, {"twilio/text": {"body": body}}, variables={"1": "a", "2": "b"})
    content = simulator.client.content.v1.contents(sid)
    content.approval_create.create(Raw({"name": "late", "category": "UTILITY"}))
    simulator.sim("POST", "/clock", {"advance_seconds": 60})
    assert content.approval_fetch().fetch().whatsapp["status"] == "rejected"


def test_it_fills_in_variables_and_samples(simulator: Simulator) -> None:
    sid = create(simulator, TEXT, variables={"1": "sample", "2": "0000"})
    approve(simulator, sid)
    simulator.send(WHATSAPP, content_sid=sid, content_variables='{"2": "1042"}')
    simulator.settle()
    assert simulator.shown(ASHA)[0]["body"] == "Hello sample, your order 1042 left."


@pytest.mark.parametrize("variables", ['{"1": ""}', '{"1": null}', '{"1": 42}', "[1]", "{", '"a"'])
def test_it_refuses_bad_variables(simulator: Simulator, variables: str) -> None:
    sid = create(simulator, TEXT)
    with pytest.raises(TwilioRestException) as caught:
        simulator.send(WHATSAPP, content_sid=sid, content_variables=variables)
    assert caught.value.code == 21656


def test_it_keeps_the_rules_of_the_window(simulator: Simulator) -> None:
    unapproved = create(simulator, TEXT)
    list_picker = create(
        simulator, {"twilio/list-picker": {"body": "Which?", "button": "Pick", "items": [{"id": "1", "item": "One"}]}}
    )
    many = create(simulator, {"twilio/quick-reply": {"body": "Choose", "actions": BUTTONS}})
    call = create(
        simulator,
        {"twilio/call-to-action": {"body": "Go", "actions": [{"type": "URL", "title": "Go", "url": "https://a.b"}]}},
    )
    approve(simulator, list_picker)
    assert [outcome(simulator, content_sid=sid) for sid in (unapproved, list_picker)] == [63016, 63016]
    simulator.write(ASHA)
    found = [outcome(simulator, content_sid=sid) for sid in (unapproved, list_picker, many, call)]
    assert found == [None, None, 63005, 63016]
    approve(simulator, many)
    assert outcome(simulator, content_sid=many) is None
    assert outcome(simulator, content_sid=unapproved, content_variables='{"1": "a\\nb"}') == 63013


@pytest.mark.parametrize(
    "types",
    [
        {"twilio/list-picker": {"body": "b", "button": "x", "items": [{"id": "1", "item": "a"}] * 11}},
        {"twilio/list-picker": {"body": "b", "button": "x", "items": [{"id": "1", "item": "a" * 25}]}},
        {"twilio/quick-reply": {"body": "b" * 1025, "actions": BUTTONS}},
        {"twilio/quick-reply": {"body": "b", "actions": BUTTONS * 3}},
        {"twilio/nonsense": {"body": "b"}},
        {"twilio/text": {}},
    ],
)
def test_it_refuses_a_content_beyond_the_limits(simulator: Simulator, types: dict[str, Any]) -> None:
    with pytest.raises(TwilioRestException, match="400"):
        create(simulator, types)
