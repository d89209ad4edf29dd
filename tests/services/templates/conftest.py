"""A bot whose Twilio is a live simulator that decides nothing by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bootstrap import Bot
from tests.simulator.conftest import Simulator, shop, simulator

__all__ = ["shop", "simulator"]


@pytest.fixture
def pushing(bot: Bot, simulator: Simulator) -> Bot:
    """The bot of the other tests, with its account at the simulator."""
    simulator.world.approval_seconds = 1e9
    account = simulator.settings
    settings = bot.settings.model_copy(
        update={
            "twilio_account_sid": account.twilio_account_sid,
            "twilio_auth_token": account.twilio_auth_token,
            "twilio_api_url": simulator.url,
        }
    )
    return replace(bot, settings=settings)
