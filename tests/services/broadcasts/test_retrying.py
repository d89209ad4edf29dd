"""Another try of a broadcast: for whom it may come right, once, and nobody of the family gets it twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.ports import SendError
from bot.services.broadcasts import launch, retrying
from bot.services.broadcasts.audience import count_audience
from bot.services.people.merging import merge_customers
from bot.tasks.broadcasts import keep_broadcasts
from tests.cast import Cast
from tests.driver import callback, rows
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import feed, freeze, leave_all, read, recipients, running, start, states
from tests.services.shelf import change


def over(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> tuple[int, list[int]]:
    """A broadcast that is over: one has it, then withheld, refused, blocked, in doubt, capped, never their turn."""
    broadcast_id, ids = running(bot, cast, 7)
    feed(bot, broadcast_id, 5)
    refusals = [SendError("no", "refused", 30008), SendError("no", "refused", 63014), SendError("?", "unknown")]
    for row, failure in zip(rows(bot, OutgoingMessage), (None, None, *refusals), strict=True):
        messenger.failures = [(failure, False)] if failure else []
        tasks.send_broadcast(bot, row.id)
    messenger.failures = []
    callback(bot, rows(bot, OutgoingMessage)[0], "delivered")
    callback(bot, rows(bot, OutgoingMessage)[1], "undelivered", ErrorCode="63049")
    for row in rows(bot, OutgoingMessage):
        if row.state in ("failed", "undelivered"):
            tasks.react(bot, row.id)
    capped = recipients(bot, broadcast_id)[5]
    change(bot, BroadcastRecipient, capped.id, state="skipped", reason="cap")
    watch.advance(hours=25)
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    keep_broadcasts(bot)
    assert read(bot, broadcast_id).state == "ended"
    return broadcast_id, ids


def retry(bot: Bot, broadcast_id: int) -> int:
    with bot.database.writing.begin() as db:
        return retrying.retry_broadcast(db, db.get_one(Broadcast, broadcast_id), bot.now()).id


def count(bot: Bot, broadcast_id: int) -> int:
    with bot.database.reading.begin() as db:
        row = db.get_one(Broadcast, broadcast_id)
        return count_audience(db, row.merchant_id, row.audience, bot.now())


def test_it_is_for_whom_it_may_come_right_alone(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    parent, ids = over(bot, cast, messenger, watch)
    child = retry(bot, parent)
    made = read(bot, child)
    assert (made.state, made.parent_id, made.name, made.key) == ("draft", parent, "Thanks (2)", "notice.thanks")
    assert retry(bot, parent) == child
    start(bot, child, count(bot, child))
    freeze(bot, child)
    assert [row.customer_id for row in recipients(bot, child)] == [ids[1], ids[2], ids[5], ids[6]]
    with pytest.raises(retrying.NotRetried):
        retry(bot, child)


def test_pressed_by_two_at_once_it_is_one(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    parent, _ = over(bot, cast, messenger, watch)
    together = Barrier(2)

    def press(_: int) -> int:
        together.wait()
        return retry(bot, parent)

    with ThreadPoolExecutor(2) as both:
        assert len(set(both.map(press, range(2)))) == 1
    with bot.database.writing.begin() as db:
        launch.cancel(db, retry(bot, parent), bot.now())
    assert read(bot, retry(bot, parent)).name == "Thanks (3)"  # what was called off may be made anew


def test_nobody_of_the_family_gets_it_twice(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch) -> None:
    parent, ids = over(bot, cast, messenger, watch)
    child = retry(bot, parent)
    start(bot, child, count(bot, child))
    freeze(bot, child)
    failed = rows(bot, OutgoingMessage)[2]
    with bot.database.writing.begin() as db:  # a late word: it was delivered after all
        late = db.get_one(OutgoingMessage, failed.id)
        late.state, late.sid = "delivered", "SMlate"
        # And who has it turns out to be one person with somebody of the child.
        merge_customers(db, db.get_one(Customer, ids[5]), db.get_one(Customer, ids[0]), bot.now())
    watch.advance(seconds=1)
    feed(bot, child)
    leave_all(bot)
    assert states(bot, child)["skipped", "had_it"] == 2
    told = (OutgoingMessage.broadcast_id.in_((parent, child)), OutgoingMessage.state.in_(("accepted", "delivered")))
    talks = select(Conversation.customer_id).join(OutgoingMessage).where(*told)
    with bot.database.reading.begin() as db:
        reached = list(db.scalars(talks))
    assert sorted(reached) == sorted({ids[1], ids[2], ids[5], ids[6]})


def test_each_try_is_for_who_is_left_of_the_one_before(
    bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch
) -> None:
    parent, ids = over(bot, cast, messenger, watch)
    child = retry(bot, parent)
    start(bot, child, count(bot, child))
    freeze(bot, child)
    feed(bot, child, 2)
    leave_all(bot)
    with bot.database.writing.begin() as db:
        launch.cancel(db, child, bot.now())
    # It was called off: the first may be tried again, but who has it by now does not get it.
    again = retry(bot, parent)
    assert again != child
    grandchild = retry(bot, child)
    start(bot, grandchild, count(bot, grandchild))
    freeze(bot, grandchild)
    assert {row.customer_id for row in recipients(bot, grandchild)} <= set(ids[5:])
