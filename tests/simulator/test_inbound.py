"""What the shop's webhook gets when a customer writes."""

from __future__ import annotations

import pytest
import requests

from tests.patience import PATIENCE
from tests.simulator import samples
from tests.simulator.conftest import ASHA, Hit, Simulator


def first(simulator: Simulator) -> Hit:
    return simulator.shop.wait("/twilio/messages", 1)[0]


def test_it_posts_text_signed(simulator: Simulator) -> None:
    sid = simulator.write(ASHA, "  મારો ઓર્ડર ક્યાં છે? + & = %\n")
    hit = first(simulator)
    assert hit.signed
    assert hit.headers["I-Twilio-Idempotency-Token"]
    assert hit.form.keys() == samples.INBOUND_WHATSAPP
    assert hit.form["MessageSid"] == sid
    assert hit.form["Body"] == "  મારો ઓર્ડર ક્યાં છે? + & = %\n"
    assert (hit.form["From"], hit.form["WaId"]) == (f"whatsapp:{ASHA}", ASHA[1:])


def test_it_posts_an_sms_with_its_own_fields(simulator: Simulator) -> None:
    simulator.write(ASHA, "Where is my order?", channel="sms")
    assert first(simulator).form.keys() == samples.INBOUND_SMS


def test_it_posts_a_picture_behind_a_password(simulator: Simulator) -> None:
    simulator.write(ASHA, "damaged", media={"sample": "picture"})
    form = first(simulator).form
    assert form.keys() == samples.MEDIA
    assert (form["MessageType"], form["NumMedia"], form["Body"]) == ("image", "1", "damaged")
    assert requests.get(form["MediaUrl0"], timeout=PATIENCE).status_code == 401
    auth = (simulator.settings.twilio_account_sid, simulator.settings.twilio_auth_token)
    redirect = requests.get(form["MediaUrl0"], auth=auth, allow_redirects=False, timeout=PATIENCE)
    assert redirect.status_code == 307
    stored = requests.get(redirect.headers["Location"], timeout=PATIENCE)
    assert stored.content.startswith(b"\x89PNG")
    assert stored.headers["Content-Type"] == "image/png"
    listed = simulator.client.messages(form["MessageSid"]).media.list()
    assert [media.sid for media in listed] == [form["MediaUrl0"].rpartition("/")[2]]
    assert requests.get(redirect.headers["Location"][:-1] + "x", timeout=PATIENCE).status_code == 403


def test_it_posts_a_voice_note_with_an_empty_body(simulator: Simulator) -> None:
    simulator.write(ASHA, "", media={"sample": "voice"})
    form = first(simulator).form
    assert (form["MessageType"], form["MediaContentType0"], form["Body"]) == ("audio", "audio/ogg", "")


def test_it_posts_a_location(simulator: Simulator) -> None:
    place = {"latitude": 19.076, "longitude": 72.8777, "label": "Home", "address": "Andheri East"}
    simulator.write(ASHA, "", location=place)
    form = first(simulator).form
    assert form.keys() == samples.LOCATION
    assert (form["MessageType"], form["Latitude"], form["Label"]) == ("location", "19.076", "Home")


def test_it_posts_a_quoted_reply_and_forgets_after_a_week(simulator: Simulator) -> None:
    one = simulator.write(ASHA, "one")
    simulator.write(ASHA, "two", reply_to=one)
    form = next(hit.form for hit in simulator.shop.wait("/twilio/messages", 2) if hit.form["Body"] == "two")
    assert form["OriginalRepliedMessageSid"] == one
    simulator.sim("POST", "/clock", {"advance_seconds": 8 * 24 * 3600})
    simulator.write(ASHA, "three", reply_to=one)
    form = next(hit.form for hit in simulator.shop.wait("/twilio/messages", 3) if hit.form["Body"] == "three")
    assert form.keys() == samples.INBOUND_WHATSAPP


def test_it_delivers_a_twiml_answer(simulator: Simulator) -> None:
    twiml = "<Response><Message>One &amp; two</Message><Message><Body>નમસ્તે</Body></Message></Response>"
    simulator.shop.answer = lambda hit: (200, "text/xml", twiml)
    simulator.write(ASHA)
    simulator.settle()
    assert [bubble["body"] for bubble in simulator.shown(ASHA)][1:] == ["One & two", "નમસ્તે"]


@pytest.mark.parametrize("answer", ["<Response><Message>", "<!DOCTYPE a [<!ENTITY b 'c'>]><Response/>", "not xml"])
def test_it_says_nothing_for_broken_twiml(simulator: Simulator, answer: str) -> None:
    simulator.shop.answer = lambda hit: (200, "text/xml", answer)
    simulator.write(ASHA)
    simulator.settle()
    assert [bubble["status"] for bubble in simulator.shown(ASHA)] == ["delivered"]


def test_it_shows_that_the_shop_was_not_reached(simulator: Simulator) -> None:
    simulator.shop.answer = lambda hit: (503, "text/plain", "down")
    simulator.write(ASHA)
    simulator.settle()
    bubble = simulator.shown(ASHA)[0]
    assert (bubble["status"], bubble["error"]["text"]) == ("failed", "not delivered to the shop (HTTP 503)")
    assert len(simulator.shop.hits) == 1


def test_it_marks_read_and_shows_typing(simulator: Simulator) -> None:
    sid = simulator.write(ASHA)
    simulator.settle()
    with simulator.world.hub.listen(ASHA) as events:
        assert simulator.client.messaging.v2.typing_indicator.create(channel="whatsapp", message_id=sid).success
        assert [events.get(timeout=PATIENCE)["type"] for _ in range(2)] == ["status", "typing"]
    assert simulator.shown(ASHA)[0]["status"] == "read"
