"""The demo shop, seeded now."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from tests.seeded import seed_into


@pytest.fixture
def shop(bot: Bot) -> Bot:
    """The demo shop and a bot that works for it."""
    with bot.database.writing.begin() as db:
        seed_into(db, bot.now())
    return bot
