"""The first share of a broadcast: it goes on by itself when that went well, and stands still when not."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.outgoing import Alert, OutgoingMessage
from bot.domain.broadcasts import Standstill
from bot.ports import SendError
from bot.services.broadcasts import launch, piloting
from bot.services.broadcasts.plan import FirstShare, choose_pilot, judge_pilot
from bot.tasks.broadcasts import keep_broadcasts
from tests.cast import Cast
from tests.driver import callback, rows
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import draft_for, feed, leave_all, read, recipients, running, start, states
from tests.services.shelf import change


def waiting(bot: Bot, cast: Cast, size: int = 8, first: int = 4, said: str = "delivered") -> int:
    """A broadcast whose first share has it, of which Twilio said the same of all; gives its id."""
    broadcast_id, _ = running(bot, cast, size, pilot_percent=50)
    for number, person in enumerate(recipients(bot, broadcast_id)):
        change(bot, BroadcastRecipient, person.id, arm="pilot" if number < first else "")
    feed(bot, broadcast_id)
    leave_all(bot)
    for row in rows(bot, OutgoingMessage):
        if row.state == "accepted" and said:
            callback(bot, row, said)
    keep_broadcasts(bot)
    return broadcast_id


def pass_hours(bot: Bot, watch: Watch, broadcast_id: int, hours: float) -> None:
    """Let time pass while everything runs."""
    watch.advance(hours=hours)
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    keep_broadcasts(bot)


def test_the_others_wait_for_it_and_then_get_it(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    broadcast_id = waiting(bot, cast)
    one = read(bot, broadcast_id)
    assert (one.state, one.reason, len(messenger.letters)) == ("paused", "pilot", 4)
    assert feed(bot, broadcast_id) == ()
    pass_hours(bot, watch, broadcast_id, 3.9)
    assert read(bot, broadcast_id).state == "paused"
    pass_hours(bot, watch, broadcast_id, 0.2)
    assert read(bot, broadcast_id).state == "running"
    feed(bot, broadcast_id)
    leave_all(bot)
    keep_broadcasts(bot)
    assert len({letter.receiver for letter in messenger.letters}) == len(messenger.letters) == 8
    assert read(bot, broadcast_id).state == "ended"
    assert read(bot, broadcast_id).pilot_counts == {"people": 4, "had": 4, "read": 0, "refused": 0, "failed": 0}


@pytest.mark.parametrize(
    ("code", "said", "reason", "numbers"),
    [
        (63014, "delivered", "pilot_refused", "2 of 4 people"),
        (63024, "delivered", "pilot_failed", "2 of 4 messages"),
        (None, "", "pilot_unread", "of 4 people 0 have it"),
    ],
)
def test_it_stands_still_with_the_numbers_when_it_went_badly(
    bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch, code: int | None, said: str, reason: str, numbers: str
) -> None:
    messenger.failures = [(SendError("no", "refused", code), False)] * 2 if code else []
    broadcast_id = waiting(bot, cast, said=said)
    for row in rows(bot, OutgoingMessage):
        if row.state == "failed":
            tasks.react(bot, row.id)
    keep_broadcasts(bot)
    pass_hours(bot, watch, broadcast_id, 4.1)
    assert (read(bot, broadcast_id).state, read(bot, broadcast_id).reason) == ("paused", reason)
    assert numbers in rows(bot, Alert)[-1].text
    assert feed(bot, broadcast_id) == ()
    with bot.database.writing.begin() as db:  # wanted all the same
        assert launch.resume(db, broadcast_id, bot.now())
    assert len(feed(bot, broadcast_id)) == 4


def test_a_person_lets_it_go_on_now_or_decides_alone(bot: Bot, cast: Cast, watch: Watch) -> None:
    broadcast_id = waiting(bot, cast)
    with bot.database.writing.begin() as db:
        assert launch.pause(db, broadcast_id, bot.now())
        assert not launch.pause(db, broadcast_id, bot.now())
    pass_hours(bot, watch, broadcast_id, 5)
    assert (read(bot, broadcast_id).state, read(bot, broadcast_id).reason) == ("paused", "")
    with bot.database.writing.begin() as db:  # as it was: it is looked at again how the first share went
        assert launch.resume(db, broadcast_id, bot.now())
    keep_broadcasts(bot)
    with bot.database.writing.begin() as db:
        assert launch.resume(db, broadcast_id, bot.now())
        assert not launch.resume(db, broadcast_id, bot.now())
    assert len(feed(bot, broadcast_id)) == 4


def test_after_an_outage_it_asks_instead_of_going_on(bot: Bot, cast: Cast, watch: Watch) -> None:
    broadcast_id = waiting(bot, cast)
    watch.advance(hours=5)
    keep_broadcasts(bot)
    assert (read(bot, broadcast_id).state, read(bot, broadcast_id).reason) == ("paused", "away")
    assert states(bot, broadcast_id)["pending", ""] == 4


def test_two_schedulers_let_it_go_on_once(bot: Bot, cast: Cast, watch: Watch) -> None:
    broadcast_id = waiting(bot, cast)
    watch.advance(hours=5)
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    with bot.database.writing.begin() as db:
        assert piloting.go_on(db, broadcast_id, bot.now(), Standstill.PILOT)
        assert not piloting.go_on(db, broadcast_id, bot.now(), Standstill.PILOT)


def test_a_new_text_to_many_has_a_first_share_by_itself(bot: Bot, cast: Cast) -> None:
    assert [choose_pilot(None, True, people, 24) for people in (399, 400)] == [0, 5]
    assert (choose_pilot(None, False, 1000, 24), choose_pilot(None, True, 1000, 8)) == (0, 0)
    assert choose_pilot(20, False, 3, 24) == 20
    first, ids = running(bot, cast, 1)
    second = draft_for(bot, cast, {"customers": ids})
    with bot.database.reading.begin() as db:
        assert piloting.fix_pilot(db, db.get_one(Broadcast, first), 1000) == 0  # it was settled at its start
        assert piloting.fix_pilot(db, db.get_one(Broadcast, second), 1000) == 0
    # A second text that nobody has read yet is new as well; one that a share was told is none.
    for key, share in (("notice.follow", 5), (read(bot, second).key, 0)):
        change(bot, Broadcast, second, second={"key": key, "values": {}, "percent": 50}, pilot_percent=None)
        with bot.database.reading.begin() as db:
            assert piloting.fix_pilot(db, db.get_one(Broadcast, second), 1000) == share
    change(bot, Broadcast, second, second=None)
    start(bot, second, 1)
    assert read(bot, second).pilot_percent == 0


def test_one_person_alone_stops_nothing_and_shown_reads_are_asked_for_among_many() -> None:
    assert judge_pilot(FirstShare(people=5, had=4, read=0, refused=1, failed=0), 1) is None
    assert judge_pilot(FirstShare(people=100, had=90, read=4, refused=0, failed=0), 10) is Standstill.PILOT_UNREAD
    assert judge_pilot(FirstShare(people=100, had=90, read=5, refused=10, failed=10), 10) is None
