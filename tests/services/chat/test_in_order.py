"""Messages of one conversation are answered one at a time and in order, by any number of workers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.ports import DialogueTurn, Said
from bot.services.chat.turns import LEASE
from tests.cast import JOHN, Cast
from tests.driver import post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.patience import PATIENCE


def test_it_answers_in_the_order_of_arrival(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    for n in range(5):
        post(bot, whatsapp_form(f"message {n}"))
    work(bot)
    assert messenger.texts == [f"echo: message {n}" for n in range(5)]


def test_it_lets_one_worker_at_a_time_answer_a_conversation(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    busy, most, lock = [0], [0], threading.Lock()

    def slow(turn: DialogueTurn) -> tuple[Said, ...]:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        threading.Event().wait(0.005)
        with lock:
            busy[0] -= 1
        return (Said(None, {}, text=turn.message),)

    dialogue.says = slow
    for n in range(12):
        post(bot, whatsapp_form(f"message {n}"))
    conversation_id = rows(bot, Conversation)[0].id
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: tasks.answer(bot, conversation_id), range(6)))
    work(bot)
    assert most == [1]
    assert messenger.texts == [f"message {n}" for n in range(12)]


def test_it_answers_other_conversations_meanwhile(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    """Two turns must be under way at once for either to end."""
    both = threading.Barrier(2, timeout=PATIENCE)

    def meet(turn: DialogueTurn) -> tuple[Said, ...]:
        both.wait()
        return (Said(None, {}, text="met"),)

    dialogue.says = meet
    post(bot, whatsapp_form())
    post(bot, whatsapp_form(sender=JOHN))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda c: tasks.answer(bot, c.id), rows(bot, Conversation)))
    assert {m.state for m in rows(bot, InboundMessage)} == {"answered"}


def test_it_takes_over_from_a_worker_that_died(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form())
    conversation_id = rows(bot, Conversation)[0].id

    def die(turn: DialogueTurn) -> tuple[Said, ...]:
        raise KeyboardInterrupt

    dialogue.says, alive = die, dialogue.says
    try:
        tasks.answer(bot, conversation_id)
    except KeyboardInterrupt:
        dialogue.says = alive
    tasks.answer(bot, conversation_id)
    assert rows(bot, InboundMessage)[0].state == "waiting"  # the lease still holds
    watch.advance(seconds=LEASE.total_seconds() + 1)
    tasks.answer(bot, conversation_id)
    send_all(bot)
    assert messenger.texts == ["echo: where is it?"]
    # The same message id, told to be a repeat: Rasa then gives the answer it gave before, if it gave one.
    assert [turn.metadata["attempt"] for turn in dialogue.turns] == [1, 2]
    assert len({turn.metadata["message_id"] for turn in dialogue.turns}) == 1


def test_it_drops_the_answer_of_a_worker_that_lost_its_lease(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    post(bot, whatsapp_form())
    conversation_id = rows(bot, Conversation)[0].id

    def overtaken(turn: DialogueTurn) -> tuple[Said, ...]:
        if turn.metadata["attempt"] == 1:
            watch.advance(seconds=LEASE.total_seconds() + 1)
            tasks.answer(bot, conversation_id)
        return (Said(None, {}, text=f"try {turn.metadata['attempt']}"),)

    dialogue.says = overtaken
    tasks.answer(bot, conversation_id)
    send_all(bot)
    assert messenger.texts == ["try 2"]
