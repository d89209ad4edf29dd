"""A machine that repeats itself, and our own numbers, get no answer."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.services.chat.machines import A_FEW_MINUTES
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch

AWAY = "Thanks for your message, we will get back to you."


def test_we_fall_silent_after_three_equal_messages(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    for _ in range(6):
        post(bot, whatsapp_form(AWAY))
        work(bot)
    assert len(messenger.texts) == 3
    assert rows(bot, Conversation)[0].needs_person_why == "same_message"
    assert {row.state for row in rows(bot, InboundMessage)} == {"answered"}


def test_something_else_is_answered_again(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    for text in (*[AWAY] * 5, "where is my order?"):
        post(bot, whatsapp_form(text))
        work(bot)
    assert messenger.texts[3:] == ["echo: where is my order?"]


def test_the_same_question_hours_later_is_answered(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    for _ in range(5):
        post(bot, whatsapp_form("where is my order?"))
        work(bot)
        watch.advance(seconds=A_FEW_MINUTES.total_seconds())
    assert len(messenger.texts) == 5


def test_yes_to_one_question_after_the_other_is_no_machine(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    for _ in range(5):
        post(bot, whatsapp_form("haan"))
        work(bot)
    assert len(messenger.texts) == 5


def test_stop_is_obeyed_however_often(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    for _ in range(5):
        post(bot, whatsapp_form("STOP"))
        work(bot)
    assert rows(bot, Conversation)[0].needs_person_why is None


@pytest.mark.parametrize("form", [whatsapp_form, sms_form])
def test_our_own_numbers_are_never_answered(bot: Bot, cast: Cast, messenger: FakeMessenger, form: object) -> None:
    assert callable(form)
    post(bot, form("where is my order?", sender=SHOP_WHATSAPP))
    work(bot)
    assert messenger.texts == []
    assert rows(bot, InboundMessage)[0].state == "answered"
