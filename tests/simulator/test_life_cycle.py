"""Status callbacks: signed, in order, with the samples' fields; and every way to fail."""

from __future__ import annotations

import pytest

from tests.simulator.conftest import ASHA, SERVICE, Simulator
from tests.simulator.samples import STATUS_SERVICE, STATUS_WHATSAPP

WHATSAPP = f"whatsapp:{ASHA}"


def test_it_calls_back_signed_and_in_order(simulator: Simulator) -> None:
    simulator.write(ASHA)
    message = simulator.send(WHATSAPP)
    assert simulator.shop.statuses(message.sid, "sent", "delivered") == ["sent", "delivered"]
    hits = simulator.shop.of("/status")
    assert all(hit.signed and hit.path == "/status?m=1" for hit in hits)
    assert hits[0].form.keys() == STATUS_WHATSAPP
    assert hits[1].form["EventType"] == "DELIVERED"


def test_it_names_the_service_and_the_date_of_an_sms(simulator: Simulator) -> None:
    message = simulator.send(ASHA, messaging_service_sid=SERVICE)
    assert simulator.shop.statuses(message.sid, "queued", "sent", "delivered")[-1] == "delivered"
    last = simulator.shop.of("/status")[-1].form
    assert last.keys() == STATUS_SERVICE | {"RawDlrDoneDate"}
    assert len(last["RawDlrDoneDate"]) == 10


def test_it_is_read_only_when_somebody_reads(simulator: Simulator) -> None:
    simulator.write(ASHA)
    message = simulator.send(WHATSAPP)
    simulator.settle()
    assert message.fetch().status == "delivered"
    upto = simulator.shown(ASHA)[-1]["seq"]
    assert simulator.sim("POST", f"/phones/{ASHA}/read", {"channel": "whatsapp", "upto": upto}).status_code == 204
    assert simulator.shop.statuses(message.sid, "sent", "delivered", "read")[-1] == "read"
    assert simulator.shop.of("/status")[-1].form["EventType"] == "READ"


def test_it_reads_at_once_when_the_phone_is_set_so(simulator: Simulator) -> None:
    simulator.sim("POST", f"/phones/{ASHA}", {"read_receipts": True})
    simulator.write(ASHA)
    message = simulator.send(WHATSAPP)
    expected = ["sent", "delivered", "read"]
    assert simulator.shop.statuses(message.sid, *expected) == expected


def test_it_fails_outside_the_window(simulator: Simulator) -> None:
    never_wrote = simulator.send(WHATSAPP)
    assert simulator.shop.statuses(never_wrote.sid, "failed") == ["failed"]
    simulator.write(ASHA)
    inside = simulator.send(WHATSAPP)
    assert simulator.shop.statuses(inside.sid, "sent", "delivered") == ["sent", "delivered"]
    simulator.sim("POST", "/clock", {"advance_seconds": 24 * 3600 + 1})
    outside = simulator.send(WHATSAPP)
    assert simulator.shop.statuses(outside.sid, "failed") == ["failed"]
    form = simulator.shop.of("/status")[-1].form
    assert form["ErrorCode"] == "63016"
    assert form["ChannelStatusMessage"] == "Message failed: outside the 24 hour customer service window"
    assert outside.fetch().error_code == 63016


@pytest.mark.parametrize(
    ("setting", "to", "state", "code"),
    [
        ({"on_whatsapp": False}, WHATSAPP, "failed", 63003),
        ({"blocked": True}, WHATSAPP, "undelivered", 63014),
        ({"blocked": True}, ASHA, "undelivered", 30004),
    ],
)
def test_it_fails_as_the_phone_is_set(
    simulator: Simulator, setting: dict[str, bool], to: str, state: str, code: int
) -> None:
    simulator.write(ASHA)
    simulator.sim("POST", f"/phones/{ASHA}", setting)
    message = simulator.send(to)
    simulator.settle()
    assert (message.fetch().status, message.fetch().error_code) == (state, code)


def test_it_outlives_a_shop_that_is_down(simulator: Simulator) -> None:
    message = simulator.send(ASHA, status_callback="http://127.0.0.1:9/status")
    simulator.settle()
    assert message.fetch().status == "delivered"


def test_it_reaches_a_user_name(simulator: Simulator) -> None:
    simulator.sim("POST", f"/phones/{ASHA}", {"hide_number": True})
    simulator.write(ASHA)
    form = simulator.shop.wait("/twilio/messages", 1)[0].form
    assert form["From"] == form["ExternalUserId"]
    assert "WaId" not in form
    message = simulator.send(form["From"])
    assert simulator.shop.statuses(message.sid, "sent", "delivered") == ["sent", "delivered"]


def test_it_shows_messages_in_the_order_in_which_they_were_taken(simulator: Simulator) -> None:
    simulator.write(ASHA)
    for number in range(8):
        simulator.send(body=f"part {number}")
    simulator.settle()
    assert [m["body"] for m in simulator.shown(ASHA) if m["direction"] == "in"] == [f"part {n}" for n in range(8)]
