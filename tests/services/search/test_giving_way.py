"""Who indexes gives way to a turn that holds a text, and waits for none: the turn is never the one that is ended."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.db.search import SearchEntry, SearchMark
from bot.ports import Answered
from bot.services.chat import turns
from bot.services.search import indexing
from bot.tasks.indexing import keep_index
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form
from tests.fakes import Watch


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.integration)], indirect=True)
def test_a_text_that_a_turn_holds_is_indexed_at_the_next_look(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form("where is my saree"))
    with bot.database.writing.begin() as turn:
        turn.scalars(select(InboundMessage).with_for_update()).one()
        keep_index(bot)
        assert rows(bot, SearchEntry) == []
    keep_index(bot)
    assert [row.side for row in rows(bot, SearchEntry)] == ["in"]


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.integration)], indirect=True)
@pytest.mark.usefixtures("cast")
def test_what_a_turn_holds_is_not_passed_over_when_the_mark_moves_on(bot: Bot, watch: Watch) -> None:
    for word in ("first", "second", "third"):
        post(bot, whatsapp_form(word))
    keep_index(bot)
    with bot.database.writing.begin() as db:
        db.execute(delete(SearchEntry))
    watch.advance(seconds=2 * indexing.SETTLED.total_seconds())
    with bot.database.writing.begin() as turn:
        turn.scalars(select(InboundMessage).where(InboundMessage.id == 2).with_for_update()).one()
        keep_index(bot)
        assert [row.thing_id for row in rows(bot, SearchEntry)] == [1, 3]
    keep_index(bot)
    assert {row.thing_id for row in rows(bot, SearchEntry)} == {1, 2, 3}
    assert {row.up_to for row in rows(bot, SearchMark) if row.side == "in"} == {3}


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.integration)], indirect=True)
@pytest.mark.usefixtures("cast")
def test_whoever_indexes_does_not_wait_for_a_turn_that_is_recorded(bot: Bot) -> None:
    post(bot, whatsapp_form("where is my saree"))
    with bot.database.writing.begin() as db:
        pending = turns.begin(db, 1, "mine", bot.guesser.guess, 10, bot.now())
    assert isinstance(pending, turns.Pending)
    with bot.database.writing.begin() as turn:
        turns.record(turn, pending, "lost", Answered((), None, None), bot.now())
        keep_index(bot)
        assert [row.side for row in rows(bot, SearchEntry)] == ["in"]
