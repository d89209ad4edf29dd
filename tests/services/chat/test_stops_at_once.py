"""A stop word holds from its arrival, whatever waits before it; its confirmation keeps its turn."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.people import Consent
from bot.services.people.consent import list_withdrawn
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch

ALL = {"any", "marketing", "utility"}


def withdrawn(bot: Bot, customer: int, channel: str = "whatsapp") -> set[str]:
    with bot.database.reading.begin() as db:
        return set(list_withdrawn(db, customer, channel))


def work_one(bot: Bot) -> None:
    """Answer the oldest message alone."""
    [talk] = rows(bot, Conversation)
    tasks.answer(bot, talk.id)


@pytest.mark.parametrize("word", ["STOP", "बंद करो", "બંધ કરો", "বন্ধ করুন", "band karo", "bandh karo", "bondho koro"])
def test_it_is_obeyed_before_what_was_written_before_it_is_answered(
    bot: Bot, cast: Cast, messenger: FakeMessenger, word: str
) -> None:
    for number in range(5):
        post(bot, whatsapp_form(f"where is {number}?"))
    post(bot, whatsapp_form(word))
    assert (withdrawn(bot, cast.asha), messenger.texts) == (ALL, [])
    work(bot)
    assert len(messenger.texts) == 6
    assert "echo" not in messenger.texts[-1]
    assert len(rows(bot, Consent)) == 1


def test_its_confirmation_says_what_it_did_and_that_of_a_second_one_that_it_was_done(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    for _ in range(2):
        post(bot, whatsapp_form("STOP"))
        watch.advance(seconds=1)
    work(bot)
    first, second = messenger.letters
    assert first.text != second.text
    assert first.buttons


def test_a_start_that_came_before_it_lifts_nothing(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form("START"))
    watch.advance(seconds=1)
    post(bot, whatsapp_form("STOP"))
    work_one(bot)
    assert withdrawn(bot, cast.asha) == ALL
    work(bot)
    assert withdrawn(bot, cast.asha) == ALL


def test_a_tap_that_came_before_it_lifts_nothing(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form("STOP"))
    work(bot)
    [undo] = messenger.letters[-1].buttons
    post(bot, whatsapp_form(undo.title, ButtonText=undo.title, ButtonPayload=undo.token))
    watch.advance(seconds=1)
    post(bot, whatsapp_form("stop please"))
    work_one(bot)
    assert withdrawn(bot, cast.asha) == ALL
    work(bot)
    assert withdrawn(bot, cast.asha) == ALL


def test_a_start_that_came_after_it_is_obeyed(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form("STOP"))
    watch.advance(seconds=1)
    post(bot, whatsapp_form("START"))
    work(bot)
    assert withdrawn(bot, cast.asha) == set()


def test_on_sms_the_words_that_twilio_obeys_hold_as_well(bot: Bot, cast: Cast) -> None:
    post(bot, sms_form("CANCEL"))
    post(bot, whatsapp_form("CANCEL"))
    assert (withdrawn(bot, cast.asha, "sms"), withdrawn(bot, cast.asha)) == (ALL, set())


@pytest.mark.parametrize("text", ["don't stop", "can you stop my order?", "please stop sending it to the old address"])
def test_words_around_a_stop_that_say_more_wait_for_their_turn(bot: Bot, cast: Cast, text: str) -> None:
    post(bot, whatsapp_form(text))
    assert withdrawn(bot, cast.asha) == set()


def test_nobody_else_is_stopped(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form("STOP", sender=JOHN))
    post(bot, whatsapp_form("hello", sender=ASHA))
    assert (withdrawn(bot, cast.asha), withdrawn(bot, cast.john)) == (set(), ALL)
