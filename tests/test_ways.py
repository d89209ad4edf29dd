"""One place opens a shop's token and makes what asks Twilio; a process holds only so many of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import ways
from bot.bootstrap import Bot
from bot.services.accounts import own
from bot.ways import Forgotten
from tests.accounts import KEY, NEXT_KEY, THEIRS, give
from tests.cast import Cast
from tests.fakes import ACCOUNT, Watch

ROOT = Path(ways.__file__).parent
MADE = "TwilioMessenger|MessageLog|TwilioAccount|TwilioSenders|TwilioTemplates"
MAKES = re.compile(rf"\b({MADE})\(\w|twilio_auth_token\b")
ALLOWED = {"ways.py", "bootstrap.py", "config.py", "cli.py", "channels/twilio/account.py"}


def test_nothing_else_makes_a_way_to_twilio() -> None:
    files = {str(path.relative_to(ROOT)): path for path in ROOT.rglob("*.py")}
    makers = {name for name, path in files.items() if MAKES.search(path.read_text())}
    assert {name for name in makers - ALLOWED if not name.startswith("simulator/")} == set()


def test_each_row_has_its_own_token_and_its_end(
    bot: Bot, cast: Cast, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "MOST", 1)
    first = give(bot, cast.shop)
    assert (bot.way(None).sid, bot.way(first).sid, bot.way(first) is bot.way(first)) == (ACCOUNT, THEIRS, True)
    second = give(bot, cast.shop, token=NEXT_KEY)
    assert (bot.way(first).token, bot.way(second).token) == (KEY, NEXT_KEY)
    assert KEY not in repr(bot.way(first))
    watch.advance(days=2)
    with bot.database.writing.begin() as db:
        own.empty_former(db, bot.now())
    assert bot.way(second).token == NEXT_KEY  # and the first was put out of the process's memory
    with pytest.raises(Forgotten):
        bot.way(first)
