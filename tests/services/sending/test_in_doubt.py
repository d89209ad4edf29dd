"""A send of unknown outcome is settled against Twilio's log, never blindly repeated."""

from __future__ import annotations

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.ports import Letter, SendError
from bot.services import sweeping
from bot.services.sending.in_doubt import SILENT_FOR
from bot.services.sending.outbox import SENDING_LEASE
from tests.cast import Cast
from tests.driver import callback, post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch

TIMEOUT = SendError("ReadTimeout", "unknown")


def test_it_finds_a_message_that_did_leave(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    messenger.failures = [(TIMEOUT, True)]
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    assert row.state == "unknown"
    send_all(bot)
    tasks.settle(bot, row.id)
    [row] = rows(bot, OutgoingMessage)
    assert (row.state, row.sid) == ("sent", f"SM{1:032x}")  # as Twilio's log says
    assert len(messenger.letters) == 1


def test_it_sends_again_only_after_the_log_had_time_to_show_it(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    messenger.failures = [(TIMEOUT, False)]
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    tasks.settle(bot, row.id)
    send_all(bot)
    assert messenger.letters == []
    watch.advance(seconds=SILENT_FOR.total_seconds() + 1)
    tasks.settle(bot, row.id)
    send_all(bot)
    assert messenger.texts == ["echo: where is it?"]


def test_it_holds_later_messages_while_one_is_in_doubt(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    messenger.failures = [(TIMEOUT, True)]
    post(bot, whatsapp_form("one"))
    work(bot)
    post(bot, whatsapp_form("two"))
    work(bot)
    assert messenger.texts == ["echo: one"]
    tasks.settle(bot, rows(bot, OutgoingMessage)[0].id)
    work(bot)
    assert messenger.texts == ["echo: one", "echo: two"]


def test_it_does_not_take_an_earlier_equal_message_for_this_one(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    messenger.failures = [(TIMEOUT, False)]
    post(bot, whatsapp_form())
    work(bot)
    watch.advance(minutes=3)
    tasks.settle(bot, rows(bot, OutgoingMessage)[1].id)
    send_all(bot)
    assert messenger.texts == ["echo: where is it?", "echo: where is it?"]
    assert len({row.sid for row in rows(bot, OutgoingMessage)}) == 2


def test_it_believes_a_callback_before_the_log(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    messenger.failures = [(TIMEOUT, True)]
    post(bot, whatsapp_form())
    work(bot)
    callback(bot, rows(bot, OutgoingMessage)[0], "delivered", MessageSid=f"SM{1:032x}")
    [row] = rows(bot, OutgoingMessage)
    assert (row.state, row.sid) == ("delivered", f"SM{1:032x}")
    tasks.settle(bot, row.id)
    assert rows(bot, OutgoingMessage)[0].state == "delivered"


def test_it_takes_up_a_send_whose_worker_died(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    def die(letter: Letter, sid: str) -> None:
        raise KeyboardInterrupt

    messenger.during_send = die
    post(bot, whatsapp_form())
    try:
        work(bot)
    except KeyboardInterrupt:
        messenger.during_send = lambda letter, sid: None
    assert rows(bot, OutgoingMessage)[0].state == "sending"
    watch.advance(seconds=SENDING_LEASE.total_seconds() + 1)
    with bot.database.writing.begin() as db:
        late = sweeping.sweep(db, bot.now())
    assert late.doubts == [rows(bot, OutgoingMessage)[0].id]
    tasks.settle(bot, late.doubts[0])
    assert rows(bot, OutgoingMessage)[0].state == "sent"
    assert len(messenger.letters) == 1
