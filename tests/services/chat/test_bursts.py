"""Messages written in a burst are read together, after a quiet time where more is to be expected."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.ports import DialogueTurn, Said
from bot.services.chat.bursts import LONGEST, QUIET
from bot.services.chat.turns import LEASE
from bot.services.sweeping import OVERDUE, sweep
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work, work_now
from tests.fakes import FakeDialogue, FakeMessenger, Watch


def asked(dialogue: FakeDialogue) -> list[str]:
    return [turn.message for turn in dialogue.turns]


def test_it_reads_a_burst_as_one_message(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    for text in ("hi", "my lamp", "when does it come?"):
        post(bot, whatsapp_form(text))
        work_now(bot)
        watch.advance(seconds=1)
    assert asked(dialogue) == ["my lamp\nwhen does it come?"]
    assert {row.state for row in rows(bot, InboundMessage)} == {"answered"}
    assert len(messenger.texts) == 1


def test_it_waits_for_more_only_so_long(bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue) -> None:
    post(bot, whatsapp_form("my lamp"))
    work_now(bot)
    watch.advance(seconds=QUIET.total_seconds() - 0.1)
    work_now(bot)
    assert asked(dialogue) == []
    watch.advance(seconds=0.1)
    work_now(bot)
    assert asked(dialogue) == ["my lamp"]


def test_nobody_waits_longer_because_they_write_on(bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue) -> None:
    waited = 0.0
    while not dialogue.turns:
        post(bot, whatsapp_form("and"))
        work_now(bot)
        watch.advance(seconds=1)
        waited += 1
    assert waited <= LONGEST.total_seconds() + 1


@pytest.mark.parametrize(
    "text",
    ["where is it?", "1042", "yes", "no", "👍", "cancel my order", "મારો ઓર્ડર ક્યાં છે", "refund kab milega", "STOP"],
)
def test_what_is_whole_is_answered_at_once(bot: Bot, cast: Cast, text: str) -> None:
    post(bot, whatsapp_form(text))
    work_now(bot)
    assert rows(bot, InboundMessage)[0].state == "answered"


def test_a_stop_word_and_a_tap_stand_alone(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    post(bot, whatsapp_form("hi"))
    post(bot, whatsapp_form("STOP"))
    work(bot)
    assert asked(dialogue) == ["hi"]
    assert [row.state for row in rows(bot, InboundMessage)] == ["answered", "answered"]


def test_the_sweep_finds_a_burst_whose_bell_was_lost(bot: Bot, cast: Cast, watch: Watch) -> None:
    post(bot, whatsapp_form("my lamp"))
    work_now(bot)
    watch.advance(seconds=OVERDUE.total_seconds() + 1)
    with bot.database.writing.begin() as db:
        assert sweep(db, bot.now()).conversations == [rows(bot, Conversation)[0].id]


def test_a_worker_that_died_leaves_the_burst_together(
    bot: Bot, cast: Cast, watch: Watch, dialogue: FakeDialogue
) -> None:
    """What came in meanwhile is not mixed into a turn that was asked already."""

    def die(turn: DialogueTurn) -> tuple[Said, ...]:
        raise KeyboardInterrupt

    post(bot, whatsapp_form("my lamp"))
    post(bot, whatsapp_form("is broken"))
    dialogue.says, alive = die, dialogue.says
    with pytest.raises(KeyboardInterrupt):
        tasks.answer(bot, rows(bot, Conversation)[0].id)
    dialogue.says = alive
    post(bot, whatsapp_form("and my order 1042?"))
    watch.advance(seconds=LEASE.total_seconds() + 1)
    work(bot)
    assert asked(dialogue) == ["my lamp\nis broken", "my lamp\nis broken", "and my order 1042?"]
    assert len({turn.metadata["message_id"] for turn in dialogue.turns[:2]}) == 1
