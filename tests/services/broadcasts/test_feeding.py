"""Feeding the lane out: once each, whoever dies, pauses or starts again; and why somebody gets nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity
from bot.services.broadcasts import feeding, launch
from bot.tasks.broadcasts import keep_broadcasts
from bot.tasks.by_clock import release_held
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import Died, feed, leave_all, read, recipients, running, start, states
from tests.services.shelf import NIGHT, change


def test_everybody_gets_one_message_whoever_dies(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    broadcast_id, _ = running(bot, cast, 5)
    for _ in range(3):
        with pytest.raises(Died):
            feed(bot, broadcast_id, 2, dies=True)
        feed(bot, broadcast_id, 2)
        start(bot, broadcast_id, 5)
    for _ in range(2):
        watch.advance(seconds=1)
        tasks.feed(bot, broadcast_id)
        leave_all(bot)
    assert len(messenger.letters) == len({letter.receiver for letter in messenger.letters}) == 5
    assert states(bot, broadcast_id) == {("handed_over", ""): 5}
    assert {row.lane for row in rows(bot, OutgoingMessage)} == {"broadcast"}
    keep_broadcasts(bot)
    assert read(bot, broadcast_id).state == "ended"


def test_a_lost_bell_is_rung_again(bot: Bot, cast: Cast, watch: Watch) -> None:
    broadcast_id, _ = running(bot, cast, 2)
    with bot.database.writing.begin() as db:
        assert feeding.claim_turn(db, broadcast_id, bot.now()) == "running"
    assert keep_broadcasts(bot) == 0
    watch.advance(seconds=4)
    assert keep_broadcasts(bot) == 1


def test_a_pause_holds_what_waits_and_what_goes_on_goes_on_where_it_was(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    broadcast_id, _ = running(bot, cast, 4)
    feed(bot, broadcast_id, 2)
    with bot.database.writing.begin() as db:
        assert launch.pause(db, broadcast_id, bot.now())
    feed(bot, broadcast_id, 2)
    leave_all(bot)
    assert messenger.letters == []
    with bot.database.writing.begin() as db:
        assert launch.resume(db, broadcast_id, bot.now())
        assert not launch.resume(db, broadcast_id, bot.now())
    release_held(bot)
    feed(bot, broadcast_id)
    leave_all(bot)
    assert len({letter.receiver for letter in messenger.letters}) == len(messenger.letters) == 4


def test_what_is_called_off_never_leaves(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    broadcast_id, _ = running(bot, cast, 3)
    feed(bot, broadcast_id, 2)
    with bot.database.writing.begin() as db:
        assert launch.cancel(db, broadcast_id, bot.now())
        assert not launch.cancel(db, broadcast_id, bot.now())
    feed(bot, broadcast_id)
    leave_all(bot)
    assert messenger.letters == []
    assert [row.ended_because for row in rows(bot, OutgoingMessage)] == ["broadcast_over"] * 2


def test_it_skips_with_the_reason_and_looks_again_when_it_leaves(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    broadcast_id, ids = running(bot, cast, 5)
    with bot.database.writing.begin() as db:
        db.add(_no(cast, ids[0], bot))
        db.get_one(Customer, ids[1]).merged_into = ids[2]
        db.scalars(select(Identity).where(Identity.customer_id == ids[3])).one().unreachable = True
    feed(bot, broadcast_id)
    assert states(bot, broadcast_id) == {
        ("skipped", "opted_out"): 1,
        ("skipped", "duplicate"): 1,
        ("skipped", "unreachable"): 1,
        ("handed_over", ""): 2,
    }
    with bot.database.writing.begin() as db:
        db.add(_no(cast, ids[2], bot))
    leave_all(bot)
    assert len(messenger.letters) == 1
    assert sorted((row.state, row.ended_because) for row in rows(bot, OutgoingMessage)) == [
        ("accepted", None),
        ("canceled", "opted_out"),
    ]


@pytest.mark.parametrize(("lasts", "then"), [(24, "pending"), (6, "skipped")])
def test_the_hour_is_waited_for_only_while_it_is_wanted(
    bot: Bot, cast: Cast, watch: Watch, lasts: int, then: str
) -> None:
    watch.move_to(NIGHT)
    broadcast_id, _ = running(bot, cast, 1)
    change(bot, Broadcast, broadcast_id, expires_at=bot.now() + timedelta(hours=lasts))
    feed(bot, broadcast_id)
    [person] = recipients(bot, broadcast_id)
    assert (person.state, person.reason) == (then, "quiet_hours")
    assert keep_broadcasts(bot) == 0
    watch.advance(hours=12)
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    assert len(feed(bot, broadcast_id)) == (then == "pending")


def test_a_message_that_was_written_before_is_theirs_and_there_is_no_second(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    broadcast_id, _ = running(bot, cast, 2)
    feed(bot, broadcast_id, 1)
    first = recipients(bot, broadcast_id)[0]
    change(bot, BroadcastRecipient, first.id, state="pending", outgoing_id=None)
    feed(bot, broadcast_id)
    leave_all(bot)
    assert recipients(bot, broadcast_id)[0].outgoing_id == first.outgoing_id
    assert len(messenger.letters) == 2


def test_odd_data_of_one_costs_nobody_else_theirs(bot: Bot, cast: Cast) -> None:
    broadcast_id, _ = running(bot, cast, 2)
    change(bot, Broadcast, broadcast_id, values={"name": {"field": "first_name"}, "amount": {"odd": 1}})
    feed(bot, broadcast_id)
    assert states(bot, broadcast_id) == {("skipped", "unwritable"): 2}


def _no(cast: Cast, customer_id: int, bot: Bot) -> Consent:
    whole = {"merchant_id": cast.shop, "customer_id": customer_id, "channel": "whatsapp", "source": "keyword"}
    return Consent(**whole, purpose="any", granted=False, words="STOP", at=bot.now())
