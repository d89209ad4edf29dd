"""POST Messages through the official SDK."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from tests.patience import PATIENCE
from tests.simulator.conftest import ASHA, SERVICE, Simulator
from tests.simulator.samples import MESSAGE

WHATSAPP = f"whatsapp:{ASHA}"


def refused(simulator: Simulator, **fields: Any) -> tuple[int, int]:
    with pytest.raises(TwilioRestException) as caught:
        simulator.send(**fields)
    return caught.value.status, caught.value.code


def test_it_answers_a_create_as_twilio_does(simulator: Simulator) -> None:
    simulator.write(ASHA)
    message = simulator.send(WHATSAPP, body="नमस्ते 👍")
    assert (message.status, message.direction, message.num_segments) == ("queued", "outbound-api", "1")
    assert message.sid.startswith("SM")
    assert len(message.sid) == 34
    assert message.date_created is not None
    assert message.date_sent is None
    assert message.fetch().body == "नमस्ते 👍"


def test_it_has_the_fields_of_the_sample(simulator: Simulator) -> None:
    settings = simulator.settings
    answer = requests.post(
        f"{simulator.url}/2010-04-01/Accounts/{settings.twilio_account_sid}/Messages.json",
        data={"To": ASHA, "From": settings.twilio_sms_from, "Body": "hi"},
        auth=(settings.twilio_account_sid, settings.twilio_auth_token),
        timeout=PATIENCE,
    )
    assert answer.status_code == 201
    assert answer.json().keys() == MESSAGE


def test_it_accepts_first_with_a_messaging_service(simulator: Simulator) -> None:
    message = simulator.send(ASHA, messaging_service_sid=SERVICE)
    assert (message.status, message.from_, message.num_segments) == ("accepted", None, "0")
    assert simulator.shop.statuses(message.sid, "queued", "sent", "delivered") == ["queued", "sent", "delivered"]
    assert message.fetch().from_ == simulator.settings.twilio_sms_from


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "whatsapp:12345"}, 21211),
        ({"to": "+91980000"}, 21211),
        ({"to": "+912212345678"}, 21614),
        ({"to": ASHA, "from_": "not a +number!"}, 21212),
        ({"to": ASHA, "from_": "+14155550100"}, 21606),
        ({"to": WHATSAPP, "from_": "whatsapp:+14155550100"}, 63007),
        ({"to": WHATSAPP, "from_": "+917900000000"}, 21910),
        ({"to": ASHA, "body": "   "}, 21602),
        ({"to": ASHA, "body": "क" * 1601}, 21617),
        ({"to": ASHA, "media_url": ["file:///etc/passwd"]}, 21620),
        ({"to": ASHA, "media_url": ["https://[half"]}, 21620),
        ({"to": ASHA, "media_url": ["https://a.example/1"] * 11}, 21623),
        ({"to": WHATSAPP, "content_variables": '{"1":"a"}'}, 21654),
        ({"to": WHATSAPP, "content_sid": "HX" + "0" * 32}, 21655),
        ({"to": WHATSAPP, "content_sid": "nonsense"}, 21655),
        ({"to": ASHA, "messaging_service_sid": "MG" + "b" * 32}, 21701),
        ({"to": ASHA, "status_callback": "https://under_score.example/"}, 21609),
        ({"to": ASHA, "status_callback": "javascript:alert(1)"}, 21609),
    ],
)
def test_it_refuses_with_twilios_code(simulator: Simulator, fields: dict[str, object], code: int) -> None:
    assert refused(simulator, **fields) == (400, code)


def test_it_wants_the_right_password(simulator: Simulator) -> None:
    simulator.client.username, simulator.client.password = simulator.settings.twilio_account_sid, "wrong"
    simulator.client.auth = (simulator.settings.twilio_account_sid, "wrong")
    assert refused(simulator, to=ASHA) == (401, 20003)


def test_it_counts_segments_of_indic_text(simulator: Simulator) -> None:
    assert simulator.send(ASHA, body="a" * 161).num_segments == "2"
    assert simulator.send(ASHA, body="₹" + "a" * 69).num_segments == "1"
    assert simulator.send(ASHA, body="ક" * 135).num_segments == "3"


def test_it_downloads_media_as_twilio_does(simulator: Simulator) -> None:
    simulator.write(ASHA)
    message = simulator.send(WHATSAPP, body="look", media_url=[f"{simulator.shop.url}/picture.png"])
    assert message.sid.startswith("MM")
    assert message.num_media == "1"
    simulator.settle()
    assert simulator.shown(ASHA)[-1]["media"][0]["kind"] == "image"
    gone = simulator.send(WHATSAPP, body="look", media_url=["http://127.0.0.1:9/none.png"])
    assert simulator.shop.statuses(gone.sid, "failed") == ["failed"]
    assert gone.fetch().error_code == 63019


def test_it_deletes_and_redacts(simulator: Simulator) -> None:
    message = simulator.send(ASHA)
    assert message.update(body="").body == ""
    assert message.delete()
    with pytest.raises(TwilioRestException, match="404"):
        message.fetch()
