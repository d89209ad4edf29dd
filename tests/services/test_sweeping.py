"""Redis away loses nothing: the sweep finds what nobody rang for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import Connection, RawEvent
from bot.db.conversations import Media
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.services import sweeping
from tests.cast import JOHN, Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch

NOTHING = sweeping.Overdue([], [], [], [], [], [])


def _overdue(bot: Bot) -> sweeping.Overdue:
    with bot.database.writing.begin() as db:
        looked, found = sweeping.has_work(db, bot.now()), sweeping.sweep(db, bot.now())
        assert looked or found == NOTHING
        return found


def test_it_leaves_fresh_rows_to_their_bells(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    assert _overdue(bot).conversations == []


def test_it_finds_messages_whose_bell_was_lost(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    post(bot, whatsapp_form(sender=JOHN))
    watch.advance(seconds=4)
    for conversation_id in _overdue(bot).conversations:
        tasks.answer(bot, conversation_id)
    assert _overdue(bot).conversations == []
    watch.advance(seconds=4)
    for outgoing_id in _overdue(bot).sends:
        tasks.send(bot, outgoing_id)
    assert len(messenger.letters) == 2
    assert _overdue(bot) == NOTHING
    with bot.database.reading.begin() as db:
        assert not sweeping.has_work(db, bot.now())


def test_it_finds_failures_nobody_reacted_to(bot: Bot, cast: Cast) -> None:
    post(bot, whatsapp_form())
    work(bot)
    [row] = rows(bot, OutgoingMessage)
    callback(bot, row, "failed", ErrorCode="63013")
    assert _overdue(bot).failures == [row.id]
    tasks.react(bot, row.id)
    assert _overdue(bot).failures == []


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("sending", {"claimed_at": timedelta(minutes=-1)}),
        ("queued", {"not_before": timedelta(seconds=-1)}),
        ("queued", {"not_before": None}),
        ("unknown", {"not_before": None}),
        ("unknown", {"not_before": timedelta(0)}),
        ("failed", {}),
        ("undelivered", {"not_before": timedelta(hours=1)}),
    ],
)
def test_one_look_sees_every_message_that_has_to_move(
    bot: Bot, cast: Cast, watch: Watch, state: str, fields: dict[str, timedelta | None]
) -> None:
    post(bot, whatsapp_form())
    work(bot)
    watch.advance(hours=1)
    with bot.database.writing.begin() as db:
        assert not sweeping.has_work(db, bot.now())
        [row] = db.query(OutgoingMessage)
        row.state, row.reacted_at = state, None
        for name, ago in fields.items():
            setattr(row, name, None if ago is None else bot.now() + ago)
        db.flush()
        assert sweeping.has_work(db, bot.now())


def test_one_look_sees_events_files_and_callbacks_that_wait(bot: Bot, cast: Cast, watch: Watch) -> None:
    media = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "image/jpeg"}
    post(bot, whatsapp_form(**media))
    with bot.database.writing.begin() as db:
        assert sweeping.has_work(db, bot.now())
        db.query(Media).update({"state": "refused"})
        assert not sweeping.has_work(db, bot.now())
        status = {"sid": "SM1", "token": "t", "status": "sent", "raw": {}}
        db.add(StatusEvent(**status, received_at=bot.now()))
        db.flush()
        assert sweeping.has_work(db, bot.now())
        db.query(StatusEvent).update({"received_at": bot.now() - timedelta(days=2)})
        assert not sweeping.has_work(db, bot.now())
        shopify = Connection(merchant_id=cast.shop, kind="shopify", account="a", token="t", created_at=bot.now())
        db.add(shopify)
        db.flush()
        for state in ("waiting", "parked"):
            due = {"not_before": bot.now() - timedelta(seconds=4), "received_at": bot.now()}
            event = RawEvent(merchant_id=cast.shop, connection=shopify, topic="x", dedupe_key=state, body="", **due)
            event.state = state
            db.add(event)
            db.flush()
            assert sweeping.has_work(db, bot.now())
            db.delete(event)
            db.flush()
            assert not sweeping.has_work(db, bot.now())
