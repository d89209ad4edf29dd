"""Who indexes gives way to a turn that holds a text: the turn is never the one that is ended."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.db.search import SearchEntry
from bot.tasks.indexing import keep_index
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.integration)], indirect=True)
def test_a_text_that_a_turn_holds_is_indexed_at_the_next_look(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form("where is my saree"))
    with bot.database.writing.begin() as turn:
        turn.scalars(select(InboundMessage).with_for_update()).one()
        keep_index(bot)
        assert rows(bot, SearchEntry) == []
    keep_index(bot)
    assert [row.side for row in rows(bot, SearchEntry)] == ["in"]
