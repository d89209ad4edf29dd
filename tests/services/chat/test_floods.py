"""What one number writes beyond its share of a minute is kept, shown, and answered by one sentence."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.domain.locale import LOCALES
from bot.locales.catalogue import sentence
from bot.ports import DialogueTurn, Offered, Said
from bot.services.people.consent import list_withdrawn
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch

PER_MINUTE = 3
PAUSE = sentence("en", "flood.pause")


@pytest.fixture(autouse=True)
def small_share(bot: Bot, cast: Cast) -> None:
    """Three messages a minute, so that the tests are quick."""
    object.__setattr__(bot, "settings", bot.settings.model_copy(update={"messages_per_minute": PER_MINUTE}))


def write(bot: Bot, *texts: str, sender: str = ASHA) -> None:
    for text in texts:
        post(bot, whatsapp_form(text, sender))


def states(bot: Bot) -> list[str]:
    return [row.state for row in rows(bot, InboundMessage)]


def test_one_sentence_answers_all_that_is_beyond_and_nothing_is_lost(
    bot: Bot, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    write(bot, *(f"where is order {number}?" for number in range(10)))
    work(bot)
    assert len(dialogue.turns) == PER_MINUTE
    assert messenger.texts[PER_MINUTE:] == [PAUSE]
    assert states(bot) == ["answered"] * PER_MINUTE + ["beyond"] * 7
    assert [row.text for row in rows(bot, InboundMessage)][-1] == "where is order 9?"
    assert rows(bot, Conversation)[0].needs_person_why == "too_many"


def test_it_says_so_once_and_after_a_minute_listens_again(
    bot: Bot, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    for _ in range(8):
        write(bot, "where is it?")
        work(bot)
        watch.advance(seconds=1)
    assert messenger.texts.count(PAUSE) == 1
    watch.advance(seconds=60)
    write(bot, "and now?")
    work(bot)
    assert dialogue.turns[-1].message == "and now?"
    assert messenger.texts.count(PAUSE) == 1
    assert states(bot)[-1] == "answered"


@pytest.mark.parametrize("locale", [locale.code for locale in LOCALES])
def test_it_says_so_in_the_customers_language(bot: Bot, messenger: FakeMessenger, locale: str) -> None:
    write(bot, "1042")
    work(bot)
    with bot.database.writing.begin() as db:
        talk = db.query(Conversation).one()
        talk.customer.locale, talk.customer.locale_chosen = locale, True
    write(bot, *["1042"] * 4)
    work(bot)
    assert messenger.texts[-1] == sentence(locale, "flood.pause")


@pytest.mark.parametrize("word", ["STOP", "बंद करो", "બંધ કરો", "বন্ধ করুন", "band karo"])
def test_a_stop_word_is_obeyed_whatever_was_written_before_and_after(bot: Bot, cast: Cast, word: str) -> None:
    write(bot, *["where is it?"] * 8, word, *["where is it?"] * 8)
    work(bot)
    with bot.database.reading.begin() as db:
        assert "any" in list_withdrawn(db, cast.asha, "whatsapp")
    assert states(bot)[8] == "answered"


def test_a_tap_is_obeyed_whatever_was_written_before(
    bot: Bot, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    def ask(turn: DialogueTurn) -> tuple[Said, ...]:
        return (Said("greet.hello", {}, offers=(Offered("button.person", {}, "talk_to_person"),)),)

    dialogue.says = ask
    write(bot, "hello")
    work(bot)
    [button] = messenger.letters[-1].buttons
    write(bot, *["where is it?"] * 8)
    post(bot, whatsapp_form(button.title, ButtonText=button.title, ButtonPayload=button.token))
    work(bot)
    assert dialogue.turns[-1].message == "/talk_to_person"
    assert states(bot)[-1] == "answered"


def test_a_stranger_has_a_share_of_their_own(bot: Bot, dialogue: FakeDialogue, messenger: FakeMessenger) -> None:
    write(bot, *["where is it?"] * 8)
    write(bot, "hello", sender=JOHN)
    work(bot)
    assert "echo: hello" in messenger.texts


def test_one_bell_answers_one_message(bot: Bot, dialogue: FakeDialogue) -> None:
    """A thread is not kept by whoever writes most: the rest goes to the end of the queue."""
    write(bot, "where is it?", "and order 1042?")
    [talk] = rows(bot, Conversation)
    tasks.answer(bot, talk.id)
    assert [turn.message for turn in dialogue.turns] == ["where is it?"]
    assert rows(bot, Conversation)[0].lease_token is None


def test_a_message_that_is_asked_again_is_never_beyond(
    bot: Bot, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    write(bot, *["where is it?"] * PER_MINUTE)
    work(bot)
    watch.advance(seconds=61)
    dialogue.down = 1
    write(bot, "is it lost?")
    work(bot)
    [waiting] = [row for row in rows(bot, InboundMessage) if row.state == "waiting"]
    assert waiting.attempts == 1
    share = bot.settings.model_copy(update={"messages_per_minute": 1})
    object.__setattr__(bot, "settings", share)
    watch.advance(seconds=5)
    work(bot)
    assert messenger.texts[-1] == "echo: is it lost?"
