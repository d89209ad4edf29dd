"""One speaker at a time: what the assistant computed before a person took over is never sent."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.ports import DialogueTurn, Said, SendError
from tests.cast import Cast
from tests.driver import post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.hands import take


def test_it_discards_what_was_computed_before_a_person_took_over(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    def take_over(turn: DialogueTurn) -> tuple[Said, ...]:
        take(bot)
        return (Said(None, {}, text="too late"),)

    dialogue.says = take_over
    post(bot, whatsapp_form())
    work(bot)
    assert messenger.letters == []
    assert rows(bot, InboundMessage)[0].state == "set_aside"


def test_it_does_not_send_a_waiting_answer_after_the_takeover(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    messenger.failures = [(SendError("no connection", "not_sent"), False)]
    post(bot, whatsapp_form())
    work(bot)  # recorded, and back in the queue
    take(bot)
    watch.advance(minutes=1)
    send_all(bot)
    assert messenger.letters == []
    assert rows(bot, OutgoingMessage)[0].state == "canceled"


def test_it_leaves_a_persons_conversation_to_the_person(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    post(bot, whatsapp_form())
    work(bot)
    take(bot)
    post(bot, whatsapp_form("for the agent"))
    work(bot)
    assert [turn.message for turn in dialogue.turns] == ["where is it?"]
    assert rows(bot, InboundMessage)[1].state == "set_aside"
