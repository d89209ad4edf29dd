"""What Rasa gets to see, and what becomes of a turn that fails or is overtaken."""

from __future__ import annotations

import re
import threading

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.domain.words import harmless
from bot.ports import DialogueTurn, Said
from bot.services.chat.unanswered import PATIENCE
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "  /restart",
        "//restart",
        "\u200b/restart",
        "/ /restart",
        '\n/cancel_order{"order":"1"}',
        "\u00a0/back",
    ],
)
def test_it_never_shows_rasa_a_leading_slash(bot: Bot, cast: Cast, dialogue: FakeDialogue, text: str) -> None:
    post(bot, whatsapp_form(text))
    work(bot)
    [turn] = dialogue.turns
    assert not turn.message.strip().startswith("/")
    assert turn.message == harmless(text) != ""


def test_it_answers_a_bare_slash_without_rasa(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form(" / "))
    work(bot)
    assert dialogue.turns == []
    assert len(messenger.letters) == 1


def test_it_shows_rasa_an_opaque_sender(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [turn] = dialogue.turns
    assert re.fullmatch(r"[A-Za-z0-9_-]{10,255}", turn.sender)
    assert ASHA.lstrip("+") not in turn.sender + str(turn.metadata)


def test_it_tries_again_and_then_answers(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.down = 2
    post(bot, whatsapp_form())
    work(bot)
    assert messenger.letters == []
    for _ in range(2):
        watch.advance(seconds=5)
        work(bot)
    assert messenger.texts == ["echo: where is it?"]
    assert rows(bot, Conversation)[0].needs_person_since is None


def test_it_says_a_holding_line_and_calls_a_person_when_rasa_stays_down(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.down = 99
    post(bot, whatsapp_form("મારો ઓર્ડર ક્યાં છે?"))
    for _ in range(len(PATIENCE) + 1):
        work(bot)
        watch.advance(seconds=20)
    assert len(messenger.letters) == 1
    [conversation] = rows(bot, Conversation)
    assert conversation.needs_person_why == "assistant_down"
    assert rows(bot, InboundMessage)[0].state == "answered"


def test_it_keeps_later_messages_behind_one_that_waits(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    dialogue.down = 1
    post(bot, whatsapp_form("first"))
    post(bot, whatsapp_form("second"))
    work(bot)
    assert messenger.letters == []
    watch.advance(seconds=5)
    work(bot)
    assert messenger.texts == ["echo: first", "echo: second"]


def test_it_shows_typing_while_an_answer_takes_its_time(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = threading.Event()

    def show(sid: str) -> None:
        messenger.typing.append(sid)
        shown.set()

    monkeypatch.setattr(messenger, "show_typing", show)

    def think(turn: DialogueTurn) -> tuple[Said, ...]:
        assert shown.wait(60)
        return (Said(None, {}, text="thought"),)

    form = whatsapp_form()
    post(bot, form)
    post(bot, whatsapp_form("quick", sender=JOHN))
    dialogue.says = lambda turn: think(turn) if turn.message == "where is it?" else (Said(None, {}, text="at once"),)
    work(bot)
    assert messenger.typing == [form["MessageSid"]]
