"""Workers die, Twilio does not answer, somebody pauses and starts again: one message each, and nobody is forgotten."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.ports import Logged, SendError
from bot.services import sweeping
from bot.services.broadcasts import launch, receipt
from bot.services.broadcasts.outcomes import ACCEPTED
from bot.services.sending import outbox
from bot.services.sending.taken import Claimed
from bot.tasks.broadcasts import keep_broadcasts
from bot.tasks.by_clock import release_held
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import ACCOUNT, FakeMessenger, Watch
from tests.services.broadcasts.crowd import Died, add_crowd, draft_for, feed, phone_of, read, start

SIZE = 12
# What Twilio may say instead of taking a message, and whether it took it all the same.
ODD_ANSWERS = [
    (SendError("no answer", "unknown"), True),
    (SendError("no answer", "unknown"), False),
    (SendError("too many", "not_sent", 20429), False),
]


class Chaos:
    """All that may happen to a broadcast, one step at a time."""

    def __init__(self, bot: Bot, messenger: FakeMessenger, watch: Watch, broadcast_id: int, seed: int) -> None:
        self.bot, self.messenger, self.watch, self.broadcast_id = bot, messenger, watch, broadcast_id
        self.dice = random.Random(seed)

    def step(self) -> None:
        """Let one thing happen."""
        steps: list[Callable[[], object]] = [self.turn, self.dying_feed, self.send, self.dying_send, self.clock]
        self.dice.choice([*steps, self.pause, self.resume, self.press_start])()
        self.watch.advance(seconds=self.dice.choice([1, 5, 45]))

    def turn(self) -> None:
        tasks.feed(self.bot, self.broadcast_id)

    def dying_feed(self) -> None:
        with pytest.raises(Died):
            feed(self.bot, self.broadcast_id, 3, dies=True)

    def send(self) -> None:
        self.messenger.failures = [self.dice.choice(ODD_ANSWERS)] if self.dice.random() < 0.4 else []
        for row in self._some():
            tasks.send_broadcast(self.bot, row.id)

    def dying_send(self) -> None:
        """A worker is killed after its claim, before or after Twilio took the message."""
        for row in self._some():
            with self.bot.database.writing.begin() as db:
                claimed = outbox.claim(db, row.id, ACCOUNT, self.bot.now())
            if isinstance(claimed, Claimed) and self.dice.random() < 0.5:
                self.messenger.failures = []
                self.messenger.send(claimed.letter)

    def clock(self) -> None:
        """The sweeps of the scheduler, whose bells all come."""
        with self.bot.database.writing.begin() as db:
            late = sweeping.sweep(db, self.bot.now())
        for row_id in late.doubts:
            tasks.settle(self.bot, row_id)
        release_held(self.bot)
        keep_broadcasts(self.bot)

    def pause(self) -> None:
        with self.bot.database.writing.begin() as db:
            launch.pause(db, self.broadcast_id, self.bot.now())

    def resume(self) -> None:
        with self.bot.database.writing.begin() as db:
            launch.resume(db, self.broadcast_id, self.bot.now())

    def press_start(self) -> None:
        start(self.bot, self.broadcast_id, SIZE)

    def _some(self) -> list[OutgoingMessage]:
        queued = [row for row in rows(self.bot, OutgoingMessage) if row.state == "queued"]
        return self.dice.sample(queued, min(2, len(queued)))


def test_everybody_gets_exactly_one_message(
    bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sent_to(receiver: str, *_others: object) -> list[Logged]:
        pairs = zip(messenger.letters, messenger.log, strict=True)
        return [logged for letter, logged in pairs if letter.receiver == receiver]

    monkeypatch.setattr(messenger, "sent_to", sent_to)
    ids = add_crowd(bot, cast, SIZE)
    broadcast_id = draft_for(bot, cast)
    start(bot, broadcast_id, SIZE)
    chaos = Chaos(bot, messenger, watch, broadcast_id, seed=1)
    for _ in range(40):
        chaos.step()
    for _ in range(60):
        for calm in (chaos.resume, chaos.turn, chaos.send, chaos.clock):
            calm()
        watch.advance(seconds=20)
        if read(bot, broadcast_id).state == "ended":
            break
    assert read(bot, broadcast_id).state == "ended"
    receivers = [letter.receiver for letter in messenger.letters]
    assert len(receivers) == len(set(receivers))
    with bot.database.reading.begin() as db:
        accepted = [row for row in receipt.list_everybody(db, broadcast_id) if row.part in ACCEPTED]
    assert {phone_of(row.customer_id * 1000 + ids.index(row.customer_id)) for row in accepted} == set(receivers)
    assert len(accepted) == SIZE
