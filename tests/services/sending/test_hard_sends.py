"""Sends that once went wrong: poison, lost fences, marks that stuck, tenants that met."""

from __future__ import annotations

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.outgoing import Alert, OutgoingMessage
from bot.domain.consent import ConsentSource, Purpose
from bot.ports import Letter, Logged, Said, SendError
from bot.services.desk import alerts
from bot.services.people import consent
from tests.cast import Cast
from tests.driver import callback, post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.services.chat.test_choices import NO, YES


def test_it_can_reach_again_whoever_writes_again(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    callback(bot, row, "undelivered", ErrorCode="63003")
    tasks.react(bot, row.id)
    post(bot, whatsapp_form("I am on WhatsApp now"))
    work(bot)
    assert "echo: I am on WhatsApp now" in [letter.text for letter in messenger.letters if letter.channel == "whatsapp"]


def test_it_reacts_to_a_failure_that_only_twilios_log_tells(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    messenger.failures = [(SendError("ReadTimeout", "unknown"), True)]
    post(bot, whatsapp_form())
    work(bot)
    messenger.log = [Logged(messenger.log[0].sid, "undelivered", "echo: where is it?", None, 63024)]
    [row] = rows(bot, OutgoingMessage)
    tasks.settle(bot, row.id)
    assert (rows(bot, OutgoingMessage)[0].state, rows(bot, OutgoingMessage)[0].error_code) == ("undelivered", 63024)


def test_it_stops_repeating_what_twilio_never_takes(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    messenger.failures = [(SendError("HTTP 500", "unknown"), False)] * 99
    post(bot, whatsapp_form())
    for _ in range(12):
        work(bot)
        watch.advance(minutes=1)
        tasks.settle(bot, rows(bot, OutgoingMessage)[0].id)
    assert rows(bot, OutgoingMessage)[0].state == "failed"
    assert len(messenger.failures) > 90


def test_it_does_not_let_a_forgotten_worker_undo_what_has_happened(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    def delivered_meanwhile(letter: Letter, sid: str) -> None:
        with bot.database.writing.begin() as db:
            row = db.query(OutgoingMessage).one()
            row.state, row.rank, row.sid = "delivered", 5, sid

    messenger.during_send = delivered_meanwhile
    messenger.failures = [(SendError("no connection", "not_sent"), True)]
    post(bot, whatsapp_form())
    work(bot)
    send_all(bot)
    assert rows(bot, OutgoingMessage)[0].state == "delivered"
    assert len(messenger.letters) == 1


def test_it_keeps_the_alerts_of_two_shops_apart(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        for shop in (cast.shop, cast.other_shop, cast.shop):
            alerts.raise_alert(db, shop, "twilio:21656", "bad", bot.now())
    assert [(a.merchant_id, a.count) for a in rows(bot, Alert)] == [(cast.shop, 2), (cast.other_shop, 1)]


def test_it_keeps_other_purposes_withdrawn_when_one_is_granted(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form("STOP"))
    work(bot)
    with bot.database.writing.begin() as db:
        conversation_id = db.query(Conversation).one().id
        consent.grant(db, conversation_id, Purpose.UTILITY, ConsentSource.CHAT, "order news please", bot.now())
        assert consent.list_withdrawn(db, cast.asha, "whatsapp") == {"marketing"}


def test_it_numbers_the_choices_when_buttons_go_by_sms(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    dialogue.says = lambda turn: (Said(None, {}, text="Cancel it?", offers=(YES, NO)),)
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    callback(bot, row, "undelivered", ErrorCode="63024")
    tasks.react(bot, row.id)
    work(bot)
    assert "\n1. " in messenger.texts[-1]
    assert len([c for c in rows(bot, OutgoingMessage)[-1:] if c.shown_as == "numbered"]) == 1
