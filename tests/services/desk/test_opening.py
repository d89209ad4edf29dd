"""Outside hours a customer is told when the shop's people are back, once a stretch."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.domain.conversations import PersonWhy
from bot.domain.locale import CODES
from bot.ports import Said
from bot.services.desk import handoff
from bot.services.desk.inbox_settings import change_settings
from bot.services.desk.opening import take_away_message
from bot.services.messages.wording import Wording
from tests.api.inbox import add
from tests.cast import Cast

NIGHT = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)  # Saturday, 21:30
MONDAY = datetime(2026, 11, 30, 4, 30, tzinfo=UTC)  # 10:00


def told(bot: Bot, conversation_id: int, now: datetime) -> Said | None:
    """What the customer is told at that moment."""
    with bot.database.writing.begin() as db:
        return take_away_message(db, db.get_one(Conversation, conversation_id), now)


@pytest.fixture
def waiting(bot: Bot, cast: Cast) -> int:
    """A conversation in which a person was asked for at night."""
    one = add(bot, cast)
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, one, PersonWhy.ASKED, NIGHT)
    return one


def test_it_names_the_next_opening_once(bot: Bot, waiting: int) -> None:
    said = told(bot, waiting, NIGHT)
    assert said is not None
    assert said.values["when"] == {"time": MONDAY.isoformat(), "zone": "Asia/Kolkata"}
    assert told(bot, waiting, NIGHT) is None


def test_it_says_nothing_while_somebody_is_there_or_nobody_waits(bot: Bot, cast: Cast, waiting: int) -> None:
    assert told(bot, waiting, MONDAY) is None
    assert told(bot, add(bot, cast, 2), NIGHT) is None


@pytest.mark.parametrize("change", [{"away_message": False}, {"hours": {}}])
def test_a_shop_may_not_want_it_or_never_open(bot: Bot, cast: Cast, waiting: int, change: dict[str, object]) -> None:
    with bot.database.writing.begin() as db:
        assert change_settings(db, cast.shop, 1, change, NIGHT)
    assert told(bot, waiting, NIGHT) is None


def test_every_language_names_day_and_time(bot: Bot, waiting: int) -> None:
    said = told(bot, waiting, NIGHT)
    assert said is not None
    with bot.database.reading.begin() as db:
        shop = db.get_one(Conversation, waiting).merchant
        texts = [Wording(db, shop, locale).say(said.key or "", said.values) for locale in CODES]
    assert all("30" in text and "10:00" in text for text in texts)
    assert len(set(texts)) == len(CODES)
