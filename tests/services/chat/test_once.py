"""One message is stored once and answered once, however often and at once Twilio brings it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from tests.cast import STRANGER, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger


def test_it_stores_fifty_parallel_copies_once(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    form = whatsapp_form(sender=STRANGER)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: post(bot, form).status_code, range(50)))
    assert answers == [200] * 50
    assert len(rows(bot, InboundMessage)) == 1
    assert len([c for c in rows(bot, Conversation) if c.address == STRANGER]) == 1
    work(bot)
    assert messenger.texts == ["echo: where is it?"]


def test_it_stores_parallel_first_messages_of_one_customer_under_one_conversation(bot: Bot, cast: Cast) -> None:
    forms = [whatsapp_form(str(n), sender=STRANGER) for n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda form: post(bot, form).status_code, forms))
    assert answers == [200] * 20
    assert len(rows(bot, InboundMessage)) == 20
    assert len({m.conversation_id for m in rows(bot, InboundMessage)}) == 1


def test_it_ignores_a_copy_that_comes_after_the_answer(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    form = whatsapp_form()
    post(bot, form)
    work(bot)
    post(bot, form)
    work(bot)
    assert len(dialogue.turns) == 1
    assert len(messenger.letters) == 1
