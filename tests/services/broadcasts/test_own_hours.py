"""At each one's own hour: by when they write, else by when the shop's customers do; the first share does not wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.conversations import Conversation, InboundMessage
from bot.db.people import Customer
from bot.services.broadcasts import receipt
from bot.services.broadcasts.draft import BadDraft
from bot.tasks.broadcasts import keep_broadcasts
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form
from tests.fakes import Watch
from tests.services.broadcasts.crowd import add_crowd, draft_for, feed, freeze, read, recipients, start
from tests.services.shelf import change

NOON = 12  # in India, when the tests begin


def wrote(bot: Bot, customer_id: int, hour: int, times: int = 3) -> None:
    """Let a customer have written at an hour of some days, in India."""
    with bot.database.reading.begin() as db:
        phone = db.get_one(Customer, customer_id).identities[0].value
    for days in range(1, times + 1):
        post(bot, whatsapp_form("hello", sender=phone))
        change(bot, InboundMessage, rows(bot, InboundMessage)[-1].id, received_at=at(bot, hour) - timedelta(days=days))


def at(bot: Bot, hour: int) -> datetime:
    return bot.now() + timedelta(hours=hour - NOON)


def begun(bot: Bot, cast: Cast, people: int, **more: Any) -> int:
    broadcast_id = draft_for(bot, cast, at_own_hour=True, **more)
    start(bot, broadcast_id, people)
    freeze(bot, broadcast_id, 2)
    return broadcast_id


def test_everybody_waits_for_their_own_hour(bot: Bot, cast: Cast, watch: Watch) -> None:
    ids = add_crowd(bot, cast, 4)
    wrote(bot, ids[0], 18, times=6)
    wrote(bot, ids[1], 11)
    wrote(bot, ids[2], 23)
    one = begun(bot, cast, 4)
    noon = read(bot, one).began_at
    assert noon is not None
    begins = noon.replace(minute=30, second=0)
    waits = {row.customer_id: row.due_at - begins for row in recipients(bot, one)}
    # Offers end at eight; who never wrote gets it when most customers write.
    hours = (6, 23, 7, 6)
    assert waits == {one: timedelta(hours=wait) for one, wait in zip(ids, hours, strict=True)}
    assert feed(bot, one) == ()
    watch.advance(hours=6)
    change(bot, Broadcast, one, alive_at=bot.now())
    assert len(feed(bot, one)) == 2
    with bot.database.reading.begin() as db:
        told = receipt.read_receipt(db, one)
    assert {(row.reason.name, row.count) for row in told.reasons} == {("own_hour", 2)}
    watch.advance(hours=20)
    keep_broadcasts(bot)
    with bot.database.reading.begin() as db:  # over: it does not leave by itself any more
        told = receipt.read_receipt(db, one)
        assert db.scalar(select(Conversation.id).where(Conversation.customer_id == ids[0])) is not None
    assert {(row.reason.name, row.count) for row in told.reasons} >= {("too_late", 2)}


def test_the_first_share_does_not_wait_and_the_others_wait_for_it_too(bot: Bot, cast: Cast) -> None:
    ids = add_crowd(bot, cast, 30)
    wrote(bot, ids[0], 13)
    with pytest.raises(BadDraft, match="lasts_hours: write 28 at least"):
        draft_for(bot, cast, at_own_hour=True, pilot_percent=50)
    one = begun(bot, cast, 30, pilot_percent=50, lasts_hours=28)
    began_at = read(bot, one).began_at
    assert began_at is not None
    waits = {(row.arm, row.due_at - began_at >= timedelta(hours=4)) for row in recipients(bot, one)}
    assert waits == {("pilot", False), ("", True)}


def test_where_nobody_ever_wrote_it_is_the_first_hour_for_offers(bot: Bot, cast: Cast) -> None:
    add_crowd(bot, cast, 1)
    one = begun(bot, cast, 1)
    began_at, [person] = read(bot, one).began_at, recipients(bot, one)
    assert began_at is not None
    assert timedelta(hours=21) < person.due_at - began_at < timedelta(hours=22)
