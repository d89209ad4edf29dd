"""A take-over at each moment of the assistant's turn: nothing of it leaves after, and no message is lost."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import TimelineEvent
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Viewer
from bot.ports import DialogueTurn, Letter, Said, SendError
from bot.services.desk import taking
from bot.services.desk.thread import list_rows
from tests.cast import Cast
from tests.driver import post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, clock_of

Form = Callable[..., dict[str, str]]
MOMENTS = ("before the turn", "while it is asked", "before it leaves", "while it leaves", "between two parts", "after")
SENDERS = [f"+9198111{number:05d}" for number in range(18)]


class Race:
    """Conversations of which each is taken over at a moment of its own."""

    def __init__(self, bot: Bot, messenger: FakeMessenger, dialogue: FakeDialogue, senders: list[str]) -> None:
        self.bot, self.messenger = bot, messenger
        chance = random.Random(7)
        self.moments = {sender: MOMENTS[n % len(MOMENTS)] for n, sender in enumerate(senders)}
        self.left_at_take: dict[str, int] = {}
        self.order = chance.sample(senders, len(senders))
        dialogue.says = self.ask
        messenger.during_send = self.send

    def ask(self, turn: DialogueTurn) -> tuple[Said, ...]:
        sender = next(row.address for row in rows(self.bot, Conversation) if row.public_id == turn.sender)
        self.take_at(sender, "while it is asked")
        return Said(None, {}, text=f"first {sender}"), Said(None, {}, text=f"second {sender}")

    def send(self, letter: Letter, _sid: str) -> None:
        first = letter.text.startswith("first")
        self.take_at(letter.receiver, "while it leaves" if first else "after")
        if first and self.moments[letter.receiver] == "between two parts":
            self.take_at(letter.receiver, "between two parts")

    def take_at(self, sender: str, moment: str) -> None:
        if self.moments[sender] != moment or sender in self.left_at_take:
            return
        with self.bot.database.writing.begin() as db:
            row = db.query(Conversation).filter_by(address=sender).one()
            taking.take_over(db, Viewer(row.merchant_id, None), row.id, None, self.bot.now())
        self.left_at_take[sender] = self.said(sender)

    def said(self, sender: str) -> int:
        return sum(letter.receiver == sender for letter in self.messenger.letters)


@pytest.mark.parametrize(("form", "count"), [(whatsapp_form, len(SENDERS)), (sms_form, len(MOMENTS))])
def test_no_word_of_the_assistant_leaves_after_a_take_over(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, form: Form, count: int
) -> None:
    race, watch = Race(bot, messenger, dialogue, SENDERS[:count]), clock_of(bot)
    # The network is down when those are to leave that are taken over before: they wait in the queue.
    held = {sender for sender, moment in race.moments.items() if moment == "before it leaves"}
    for sender in race.order:
        post(bot, form("where is it?", sender=sender))
        race.take_at(sender, "before the turn")
        messenger.failures = [(SendError("no connection", "not_sent"), False)] if sender in held else []
        work(bot)
        race.take_at(sender, "before it leaves")
        post(bot, form("are you there?", sender=sender))
        watch.advance(seconds=3)
        work(bot)
        race.take_at(sender, "after")
    assert set(race.left_at_take) == set(race.order)
    assert {sender: race.said(sender) for sender in race.order} == race.left_at_take
    _nothing_is_lost(bot, count)


def _nothing_is_lost(bot: Bot, count: int) -> None:
    letters = rows(bot, InboundMessage)
    assert len(letters) == 2 * count
    assert {letter.state for letter in letters} <= {"answered", "set_aside"}
    with bot.database.reading.begin() as db:
        for row in db.query(Conversation).all():
            shown = {spot.name for spot, _ in list_rows(db, row, None, 50, bot.now())}
            assert {f"in-{letter.id}" for letter in letters if letter.conversation_id == row.id} <= shown
    withheld = {f"out-{row.id}" for row in rows(bot, OutgoingMessage) if row.ended_because == "withheld"}
    assert withheld == {event.values["message"] for event in rows(bot, TimelineEvent) if event.kind == "withheld"}
    assert len(withheld) >= count // len(MOMENTS)
