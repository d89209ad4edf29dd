"""What the demo shop's people keep ready is there in every language, with fields that there are, and once."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.canned import CannedReply, Macro
from bot.db.shop import Merchant
from bot.demo.canned import add_replies
from bot.domain.canned import find_unknown, list_fields
from bot.domain.locale import CODES
from tests.cast import Cast
from tests.driver import rows


@pytest.fixture
def replies(bot: Bot, cast: Cast) -> list[CannedReply]:
    """The answers, added twice."""
    for _ in range(2):
        with bot.database.writing.begin() as db:
            add_replies(db, db.get_one(Merchant, cast.shop), bot.now())
    return rows(bot, CannedReply)


def test_there_are_six_in_each_language_with_the_same_fields(bot: Bot, replies: list[CannedReply]) -> None:
    assert (len(replies), len(rows(bot, Macro))) == (6, 3)
    for reply in replies:
        assert set(reply.texts) == set(CODES), reply.name
        assert not any(find_unknown(text) for text in reply.texts.values())
        assert len({frozenset(list_fields(text)) for text in reply.texts.values()}) == 1, reply.name
