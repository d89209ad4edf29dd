"""A bot whose Twilio is the simulator, with accounts of shops' own besides the installation's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.bootstrap import STATUS_PATH, Bot
from bot.domain.access import StaffRole
from bot.ways import Ways
from tests.accounts import KEY, OTHERS, OTHERS_KEY, THEIRS
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.fakes import PUBLIC_URL, START
from tests.simulator.conftest import Simulator

NUMBERS = {THEIRS: ("+917900000031", "+917900000032"), OTHERS: ("+917900000041", "")}


@pytest.fixture
def there(bot: Bot, simulator: Simulator) -> Bot:
    """The bot where Twilio is the simulator, which has two accounts besides the installation's."""
    for sid, key in ((THEIRS, KEY), (OTHERS, OTHERS_KEY)):
        whatsapp, sms = NUMBERS[sid]
        one = {"sid": sid, "token": key, "whatsapp": whatsapp, "sms": sms}
        assert simulator.sim("POST", "/accounts", one).status_code == 200
    account = (simulator.settings.twilio_account_sid, simulator.settings.twilio_auth_token)
    named = dict(zip(("twilio_account_sid", "twilio_auth_token"), account, strict=True))
    settings = bot.settings.model_copy(update={"twilio_api_url": simulator.url} | named)
    ways = Ways(bot.door, bot.vault, simulator.url, PUBLIC_URL + STATUS_PATH)
    simulator.world.advance(START.timestamp() - simulator.world.now())
    main = ways.make(*account)
    media = type(bot.media)(bot.settings.media_dir, (), settings.twilio_host)
    return replace(bot, ways=ways, settings=settings, account=main.account, message_log=main.message_log, media=media)


@pytest.fixture
def owner(there: Bot, cast: Cast) -> Browser:
    """The owner of the first shop."""
    return browser_of(there, cast.shop, StaffRole.OWNER)


def own_body(sid: str = THEIRS, token: str = KEY, **more: Any) -> dict[str, Any]:
    """The body that chooses an account of the shop's own."""
    return {"account_sid": sid, "auth_token": token} | more
