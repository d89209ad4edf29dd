"""A restored backup does not know what has left since: somebody is asked, then Twilio's list about each person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import OutgoingMessage
from bot.ports import Logged
from bot.services import sweeping
from bot.services.broadcasts import launch, receipt
from bot.services.broadcasts.outcomes import ACCEPTED
from bot.tasks.broadcasts import keep_broadcasts
from tests.cast import Cast
from tests.driver import rows
from tests.engines import on_sqlite
from tests.fakes import ACCOUNT, FakeMessenger, Watch
from tests.services.broadcasts.backups import dump, remember
from tests.services.broadcasts.crowd import add_crowd, draft_for, feed, freeze, leave_all, phone_of, read, start

SIZE = 12
pytestmark = on_sqlite


@pytest.fixture
def twilio(messenger: FakeMessenger, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> FakeMessenger:
    """A Twilio that remembers what it took, whatever is restored."""
    return remember(messenger, watch, monkeypatch)


def go_on(bot: Bot, watch: Watch, broadcast_id: int) -> None:
    """What scheduler and workers do for five minutes."""
    for _ in range(15):
        keep_broadcasts(bot)
        freeze(bot, broadcast_id)
        feed(bot, broadcast_id)
        with bot.database.writing.begin() as db:
            late = sweeping.sweep(db, bot.now())
        for row_id in late.doubts:
            tasks.settle(bot, row_id)
        leave_all(bot)
        watch.advance(seconds=20)


def count(bot: Bot, broadcast_id: int, ids: list[int], twilio: FakeMessenger) -> None:
    """Everybody got exactly one message, and is accepted."""
    got = Counter(letter.receiver for letter in twilio.letters)
    assert got == {phone_of(one * 1000 + number): 1 for number, one in enumerate(ids)}
    with bot.database.reading.begin() as db:
        told = receipt.read_receipt(db, broadcast_id)
    assert (told.audience, told.accepted) == (SIZE, SIZE)
    assert sum(told.parts[part] for part in ACCEPTED) == SIZE


def test_after_the_word_of_somebody_nobody_is_written_to_twice(
    bot: Bot, cast: Cast, watch: Watch, twilio: FakeMessenger, tmp_path: Path
) -> None:
    ids = add_crowd(bot, cast, SIZE)
    one = draft_for(bot, cast)
    start(bot, one, SIZE)
    freeze(bot, one)
    feed(bot, one, 3)
    leave_all(bot)
    feed(bot, one, 2)  # written, and not handed over
    restore = dump(bot, tmp_path)
    leave_all(bot)
    feed(bot, one, 4)
    leave_all(bot)
    assert len(twilio.letters) == 9
    restore()
    assert len([row for row in rows(bot, OutgoingMessage) if row.sid]) == 3
    watch.advance(hours=3)
    go_on(bot, watch, one)
    assert (read(bot, one).state, read(bot, one).reason, len(twilio.letters)) == ("paused", "away", 9)
    with bot.database.writing.begin() as db:
        assert launch.resume(db, one, bot.now())
    go_on(bot, watch, one)
    count(bot, one, ids, twilio)
    assert read(bot, one).state == "ended"


def test_one_that_had_begun_since_the_backup_is_asked_for_and_told_from_other_messages(
    bot: Bot, cast: Cast, watch: Watch, twilio: FakeMessenger, tmp_path: Path
) -> None:
    ids = add_crowd(bot, cast, SIZE)
    one = draft_for(bot, cast, lasts_hours=48)
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, one), SIZE, ACCOUNT, None, bot.now())
    restore = dump(bot, tmp_path)
    watch.advance(minutes=1)
    keep_broadcasts(bot)
    freeze(bot, one)
    feed(bot, one, 7)
    leave_all(bot)
    # Something else went to the last of them, who has not got the broadcast.
    last = replace(twilio.letters[0], receiver=phone_of(ids[-1] * 1000 + SIZE - 1))
    twilio.send(last)
    twilio.log[-1] = Logged(twilio.log[-1].sid, "sent", "Your parcel 1042 is out for delivery today.", None, None)
    restore()
    watch.advance(hours=2)
    go_on(bot, watch, one)
    assert (read(bot, one).state, read(bot, one).reason, len(twilio.letters)) == ("draft", "late", 8)
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, one), SIZE, ACCOUNT, None, bot.now())
    watch.advance(seconds=20)
    go_on(bot, watch, one)
    del twilio.letters[7]
    count(bot, one, ids, twilio)


def test_one_that_begins_some_minutes_late_asks_twilio_alone(
    bot: Bot, cast: Cast, watch: Watch, twilio: FakeMessenger, tmp_path: Path
) -> None:
    ids = add_crowd(bot, cast, SIZE)
    one = draft_for(bot, cast)
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, one), SIZE, ACCOUNT, None, bot.now())
    restore = dump(bot, tmp_path)
    watch.advance(minutes=1)
    keep_broadcasts(bot)
    freeze(bot, one)
    feed(bot, one, 7)
    leave_all(bot)
    restore()
    watch.advance(minutes=5)
    go_on(bot, watch, one)
    count(bot, one, ids, twilio)
