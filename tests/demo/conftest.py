"""The demo shop, seeded now."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.demo.seed import seed_shop


@pytest.fixture
def shop(bot: Bot) -> Bot:
    """The demo shop and a bot that works for it."""
    with bot.database.writing.begin() as db:
        seed_shop(db, bot.now(), "+917900000000", "+917900000001")
    return bot
