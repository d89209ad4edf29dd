"""Buttons and list rows: offered by the shop, tapped by the customer."""

from __future__ import annotations

from typing import Any

from tests.simulator import samples
from tests.simulator.conftest import ASHA, RAHUL, Simulator
from tests.simulator.content import approve, create

ACTIONS = [{"type": "QUICK_REPLY", "title": "હા, ઘરે જ છું", "id": "home_yes"}]
REPLY = {"twilio/quick-reply": {"body": "At home?", "actions": ACTIONS}, "twilio/text": {"body": "At home? Say yes."}}
ROWS = [{"id": "row_1", "item": "Dupatta", "description": "Red"}, {"id": "row_2", "item": "Kurti"}]
LIST = {"twilio/list-picker": {"body": "Which one?", "button": "Pick", "items": ROWS}}


def offered(simulator: Simulator, types: dict[str, Any], approved: bool = False) -> str:
    simulator.write(ASHA)
    content = create(simulator, types)
    if approved:
        approve(simulator, content)
    sid = str(simulator.send(f"whatsapp:{ASHA}", content_sid=content).sid)
    simulator.settle()
    return sid


def last_form(simulator: Simulator) -> dict[str, str]:
    return simulator.shop.wait("/twilio/messages", 2)[-1].form


def test_it_posts_a_tap_in_the_session(simulator: Simulator) -> None:
    sid = offered(simulator, REPLY)
    simulator.write(ASHA, "", button={"id": "home_yes"}, reply_to=sid)
    form = last_form(simulator)
    assert form.keys() == samples.BUTTON
    assert (form["MessageType"], form["ButtonPayload"]) == ("interactive", "home_yes")
    assert form["Body"] == form["ButtonText"] == "હા, ઘરે જ છું"
    assert form["OriginalRepliedMessageSid"] == sid
    assert form["OriginalRepliedMessageSender"] == form["To"]


def test_it_calls_the_tap_on_a_template_a_button(simulator: Simulator) -> None:
    offered(simulator, REPLY, approved=True)
    simulator.write(ASHA, "", button="હા, ઘરે જ છું")
    assert last_form(simulator)["MessageType"] == "button"


def test_it_posts_a_list_choice(simulator: Simulator) -> None:
    offered(simulator, LIST)
    simulator.write(ASHA, "", button="row_1")
    form = last_form(simulator)
    assert (form["ListId"], form["ListTitle"], form["ListDescription"]) == ("row_1", "Dupatta", "Red")
    assert (form["Body"], form["MessageType"]) == ("Dupatta", "interactive")


def test_it_refuses_a_button_that_nobody_offered(simulator: Simulator) -> None:
    sid = offered(simulator, REPLY)
    for number, button in ((ASHA, "other"), (RAHUL, "home_yes")):
        body = {"button": {"id": button}, "reply_to": sid}
        assert simulator.sim("POST", f"/phones/{number}/messages", body).status_code == 400


def test_it_falls_back_to_text_on_sms(simulator: Simulator) -> None:
    content = create(simulator, REPLY)
    simulator.send(ASHA, content_sid=content)
    simulator.send(ASHA, content_sid=create(simulator, LIST))
    simulator.settle()
    bubbles = simulator.shown(ASHA, "sms")
    assert {bubble["body"] for bubble in bubbles} == {"At home? Say yes.", "Which one?"}
    assert all(bubble["rich"] == {} for bubble in bubbles)
