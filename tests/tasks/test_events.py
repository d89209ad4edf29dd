"""One event, all it says or nothing of it; and one bad event stops no other."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.db.notices import Notice
from bot.db.orders import Order, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.services.events import store as events
from bot.services.notices import composing
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.senders import connect, raw_events
from tests.services.events.script import apply_all, scripted, store
from tests.tables import away


@pytest.fixture
def connection(bot: Bot, cast: Cast) -> Connection:
    """The shop's own system, which says what the test wants."""
    return connect(bot, cast.shop, "own", account="api")


def test_it_applies_all_that_an_event_says(bot: Bot, cast: Cast, connection: Connection) -> None:
    bot, _ = scripted(bot)
    tasks.apply_event(bot, store(bot, connection, "both"))
    assert [parcel.tracking_number for parcel in rows(bot, Parcel)] == ["AWB1"]
    [event] = raw_events(bot)
    assert (event.state, event.customer_id, event.applied_at) == ("applied", cast.asha, bot.now())


def test_it_applies_nothing_when_a_part_cannot_be(bot: Bot, cast: Cast, connection: Connection) -> None:
    bot, _ = scripted(bot)
    tasks.apply_event(bot, store(bot, connection, "order, then somebody else's"))
    assert rows(bot, Order) == []
    [event] = raw_events(bot)
    assert (event.state, event.parked_order) == ("parked", "88")


@pytest.mark.parametrize(
    ("topic", "state", "reason"),
    [
        ("unreadable", "kept", "id: must be a number"),
        ("a test", "ignored", "a test"),
        ("half a test", "applied", None),
        ("silence", "ignored", "says nothing"),
    ],
)
def test_it_notes_what_became_of_it(
    bot: Bot, cast: Cast, connection: Connection, topic: str, state: str, reason: str | None
) -> None:
    bot, _ = scripted(bot)
    tasks.apply_event(bot, store(bot, connection, topic))
    [event] = raw_events(bot)
    assert (event.state, event.reason) == (state, reason)


def test_it_keeps_what_nothing_here_reads(bot: Bot, cast: Cast) -> None:
    tasks.apply_event(bot, store(bot, connect(bot, cast.shop, "another", account="a"), "order"))
    [event] = raw_events(bot)
    assert (event.state, event.reason) == ("kept", "kind: nothing here reads events of 'another'")


def test_it_tries_a_slip_again_and_says_nothing_of_anybody(
    bot: Bot, cast: Cast, connection: Connection, caplog: pytest.LogCaptureFixture, watch: Watch
) -> None:
    bot, bells = scripted(bot)
    bad, good = store(bot, connection, "a slip"), store(bot, connection, "order")
    with caplog.at_level(logging.DEBUG):
        tasks.apply_event(bot, bad)
    tasks.apply_event(bot, good)
    assert "KeyError at" in caplog.text
    assert "Asha" not in caplog.text
    assert "98000" not in caplog.text
    assert [event.state for event in raw_events(bot)] == ["waiting", "applied"]
    for _ in range(7):
        tasks.apply_event(bot, bad)
    assert [wait for _, event_id, wait in bells.rung if event_id == bad] == list(events.WAITS)
    assert (raw_events(bot)[0].state, raw_events(bot)[0].reason) == ("kept", "KeyError")


def test_it_waits_for_its_order_and_follows_it(bot: Bot, cast: Cast, connection: Connection, watch: Watch) -> None:
    bot, bells = scripted(bot)
    early = store(bot, connection, "early")
    tasks.apply_event(bot, early)
    assert (raw_events(bot)[0].state, raw_events(bot)[0].parked_number) == ("parked", "AWB1")
    tasks.apply_event(bot, store(bot, connection, "order"))
    assert (tasks.APPLY, early, timedelta()) in bells.rung
    apply_all(bot)
    assert {event.state for event in raw_events(bot)} == {"applied"}
    assert rows(bot, Parcel)[0].stage == "in_transit"


def test_it_waits_for_a_database_in_trouble(bot: Bot, cast: Cast, connection: Connection) -> None:
    bot, _ = scripted(bot)
    event_id = store(bot, connection, "order")
    with away(bot, "orders"):
        tasks.apply_event(bot, event_id)
    assert (raw_events(bot)[0].state, raw_events(bot)[0].attempts) == ("waiting", 1)
    tasks.apply_event(bot, event_id)
    assert raw_events(bot)[0].state == "applied"


def test_it_tells_in_the_transaction_that_applies_it(
    bot: Bot, cast: Cast, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot, _ = scripted(bot)
    monkeypatch.setattr("bot.tasks.events.notify", lambda *_: pytest.fail("in another"))
    tasks.apply_event(bot, store(bot, connection, "order"))
    assert [message.key for message in rows(bot, OutgoingMessage)] == ["notice.placed"]


@pytest.mark.parametrize(("error", "state"), [(KeyError, "dropped"), (AttributeError, "planned")])
def test_what_cannot_be_put_into_words_takes_nothing_with_it(
    bot: Bot,
    cast: Cast,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    state: str,
) -> None:
    def slip(*_: object) -> None:
        raise error

    bot, _ = scripted(bot)
    monkeypatch.setattr(composing, "write", slip)
    with suppress(AttributeError):  # the worker's, once the event is applied; the notice is looked at again
        tasks.apply_event(bot, store(bot, connection, "order"))
    assert (raw_events(bot)[0].state, len(rows(bot, Order)), rows(bot, OutgoingMessage)) == ("applied", 1, [])
    due = [notice for notice in rows(bot, Notice) if notice.due_at <= bot.now()]
    assert {notice.state for notice in due} == {state}
