"""What a failed message calls for: silence, another channel, another try, or a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.outgoing import Alert, OutgoingMessage
from bot.db.people import Consent, Identity
from bot.ports import SendError
from tests.cast import ASHA, SHOP_SMS, Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch


@pytest.mark.parametrize("code", [21610, 63014, 30004])
def test_it_takes_a_block_as_no(bot: Bot, cast: Cast, messenger: FakeMessenger, code: int) -> None:
    messenger.failures = [(SendError("blocked", "refused", code), False)]
    post(bot, whatsapp_form())
    work(bot)
    tasks.react(bot, rows(bot, OutgoingMessage)[0].id)
    [entry] = rows(bot, Consent)
    assert (entry.granted, entry.purpose, entry.source) == (False, "any", "twilio")


def test_it_falls_back_to_sms_for_a_number_without_whatsapp(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    callback(bot, row, "undelivered", ErrorCode="63024")
    tasks.react(bot, row.id)
    work(bot)
    assert (messenger.letters[1].channel, messenger.letters[1].sender) == ("sms", SHOP_SMS)
    assert messenger.texts[0] == messenger.texts[1]
    assert [i.not_on_whatsapp for i in rows(bot, Identity) if i.value == ASHA] == [True]


def test_it_tries_an_unreachable_handset_later_and_not_for_ever(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    for _ in range(4):
        row = [row for row in rows(bot, OutgoingMessage) if row.text == "echo: where is it?"][-1]
        callback(bot, row, "undelivered", ErrorCode="30003")
        tasks.react(bot, row.id)
        tasks.react(bot, row.id)  # a second bell changes nothing
        post(bot, whatsapp_form("still here"))
        work(bot)
        assert messenger.texts[-1] == "echo: still here"  # not kept waiting by the copy
        watch.advance(hours=5)
        work(bot)
    copies = [row for row in rows(bot, OutgoingMessage) if row.text == "echo: where is it?"]
    assert len(copies) == 3  # once and two more tries


def test_it_shows_our_own_mistakes_to_the_operator_once(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    messenger.failures = [(SendError("bad", "refused", 21656), False), (SendError("bad", "refused", 21656), False)]
    for _ in range(2):
        post(bot, whatsapp_form())
        work(bot)
        tasks.react(bot, rows(bot, OutgoingMessage)[-1].id)
    assert [(a.cause, a.count) for a in rows(bot, Alert)] == [("twilio:21656", 2)]
    assert rows(bot, Conversation)[0].needs_person_why == "not_delivered"


def test_it_waits_a_day_where_meta_withheld_a_message(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    callback(bot, row, "undelivered", ErrorCode="63049")
    tasks.react(bot, row.id)
    assert rows(bot, OutgoingMessage)[-1].not_before == watch() + timedelta(hours=24)


def test_an_answer_for_which_the_window_had_shut_goes_before_a_person(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    callback(bot, row, "undelivered", ErrorCode="63016")
    tasks.react(bot, row.id)
    [conversation], [row] = rows(bot, Conversation), rows(bot, OutgoingMessage)
    assert (conversation.needs_person_why, rows(bot, Alert)) == ("not_delivered", [])
    assert (row.state, row.held_because, row.ended_because) == ("undelivered", None, None)
