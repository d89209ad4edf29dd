"""Twilio's own STOP, START and HELP on SMS."""

from __future__ import annotations

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.simulator.conftest import ASHA, Simulator


def bodies(simulator: Simulator) -> list[str]:
    simulator.settle()
    return [bubble["body"] for bubble in simulator.shown(ASHA, "sms") if bubble["direction"] == "in"]


def test_it_stops_answers_itself_and_still_tells_the_shop(simulator: Simulator) -> None:
    simulator.write(ASHA, " Stop ", channel="sms")
    assert "unsubscribed" in bodies(simulator)[0]
    assert simulator.shop.of("/twilio/messages")[0].form["Body"] == " Stop "
    with pytest.raises(TwilioRestException) as caught:
        simulator.send(ASHA)
    assert (caught.value.status, caught.value.code) == (400, 21610)


def test_it_starts_again(simulator: Simulator) -> None:
    simulator.write(ASHA, "CANCEL", channel="sms")
    simulator.settle()
    simulator.write(ASHA, "yes", channel="sms")
    assert "re-subscribed" in bodies(simulator)[-1]
    assert simulator.send(ASHA).status == "queued"


def test_it_takes_yes_as_a_word_from_who_never_stopped(simulator: Simulator) -> None:
    simulator.write(ASHA, "yes", channel="sms")
    assert bodies(simulator) == []


def test_it_leaves_whatsapp_alone(simulator: Simulator) -> None:
    simulator.write(ASHA, "STOP")
    simulator.settle()
    assert simulator.send(f"whatsapp:{ASHA}").status == "queued"
    assert simulator.send(ASHA).status == "queued"


def test_it_does_not_deliver_the_shops_answer_to_stop(simulator: Simulator) -> None:
    simulator.shop.answer = lambda hit: (200, "text/xml", "<Response><Message>Sorry!</Message></Response>")
    simulator.write(ASHA, "STOP", channel="sms")
    assert len(bodies(simulator)) == 1
