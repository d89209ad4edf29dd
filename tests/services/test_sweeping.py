"""Redis away loses nothing: the sweep finds what nobody rang for."""

from __future__ import annotations

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.services import sweeping
from tests.cast import JOHN, Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch


def _overdue(bot: Bot) -> sweeping.Overdue:
    with bot.database.writing.begin() as db:
        return sweeping.sweep(db, bot.now())


def test_it_leaves_fresh_rows_to_their_bells(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    assert _overdue(bot).conversations == []


def test_it_finds_messages_whose_bell_was_lost(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    post(bot, whatsapp_form(sender=JOHN))
    watch.advance(seconds=4)
    for conversation_id in _overdue(bot).conversations:
        tasks.answer(bot, conversation_id)
    assert _overdue(bot).conversations == []
    watch.advance(seconds=4)
    for outgoing_id in _overdue(bot).sends:
        tasks.send(bot, outgoing_id)
    assert len(messenger.letters) == 2
    assert _overdue(bot) == sweeping.Overdue([], [], [], [], [], [])


def test_it_finds_failures_nobody_reacted_to(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    callback(bot, row, "failed", ErrorCode="63013")
    assert _overdue(bot).failures == [row.id]
    tasks.react(bot, row.id)
    assert _overdue(bot).failures == []
