"""The account at Twilio, by the official SDK against the simulator: let in or not, and its senders."""

from __future__ import annotations

import pytest

from bot.channels.twilio.account import TwilioAccount
from bot.ports import SendError
from tests.simulator.conftest import Simulator, shop, simulator

WHAT = ("quality_rating", "messaging_limit")
__all__ = ["shop", "simulator"]


def test_it_lists_the_senders_with_what_whatsapp_says_of_them(simulator: Simulator) -> None:
    settings = simulator.settings
    found = TwilioAccount(settings.twilio_account_sid, settings.twilio_auth_token, simulator.url).look()
    assert (found.name, found.state) == ("Simulator", "active")
    whatsapp, sms = found.senders
    assert (whatsapp.channel, whatsapp.number, whatsapp.state) == ("whatsapp", settings.twilio_whatsapp_from, "online")
    assert (whatsapp.quality, whatsapp.limit) == tuple(simulator.world.sender[n] for n in WHAT)
    assert whatsapp.webhook == sms.webhook == f"{settings.public_url}/twilio/messages"
    assert (sms.channel, sms.number) == ("sms", settings.twilio_sms_from)


def test_a_wrong_token_is_refused(simulator: Simulator) -> None:
    with pytest.raises(SendError) as refused:
        TwilioAccount(simulator.settings.twilio_account_sid, "wrong", simulator.url).look()
    assert (refused.value.outcome, refused.value.code) == ("refused", 20003)
