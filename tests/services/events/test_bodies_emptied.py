"""What events said is forgotten after 30 days, whatever became of them and however many there are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.services.events import replay, store, waiting
from bot.tasks.forgetting import forget
from tests.cast import Cast
from tests.fakes import Watch
from tests.senders import connect, raw_events, send


@pytest.fixture
def event(bot: Bot, cast: Cast) -> RawEvent:
    """One event of a shop, waiting."""
    send(bot, connect(bot, cast.shop, "shopify"), {"id": 1}, "orders/create")
    [stored] = raw_events(bot)
    return stored


def _stands(bot: Bot) -> tuple[str, str | None, bool]:
    [row] = raw_events(bot)
    return row.state, row.reason, bool(row.body or row.headers)


def test_it_gives_up_what_nobody_has_looked_at_for_thirty_days(bot: Bot, event: RawEvent, watch: Watch) -> None:
    watch.advance(days=3)
    with bot.database.writing.begin() as db:
        store.keep(db, event.id, "id: must be a number")
    watch.advance(days=26)
    forget(bot)
    assert _stands(bot) == ("kept", "id: must be a number", True)
    watch.advance(days=2)
    forget(bot)
    assert _stands(bot) == ("ignored", "id: must be a number", False)
    with bot.database.writing.begin() as db:
        assert replay.list_kept(db) == []
        assert replay.replay(db, [event.id], bot.now()) == []


def test_it_gives_up_what_waited_for_an_order_that_never_came(bot: Bot, event: RawEvent, watch: Watch) -> None:
    watch.advance(days=14)
    with bot.database.writing.begin() as db:
        waiting.park(db, event.id, "1042", None, bot.now())
    forget(bot)
    assert _stands(bot) == ("kept", waiting.NO_SUCH_ORDER, True)
    watch.advance(days=16)
    forget(bot)
    assert _stands(bot) == ("ignored", waiting.NO_SUCH_ORDER, False)


def test_it_reaches_every_state_in_a_busy_shop(
    bot: Bot, event: RawEvent, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "BATCH", 2)
    old = watch() - timedelta(days=30)
    values = {"merchant_id": event.merchant_id, "connection_id": event.connection_id, "topic": "t", "body": "secret"}
    states = [*["applied"] * 5, "ignored", "kept", *["applied"] * 2]
    with bot.database.writing.begin() as db:
        for key, state in enumerate(states):
            due = None if state == "kept" else watch()
            db.add(RawEvent(**values, dedupe_key=str(key), received_at=old, state=state, not_before=due))
    forget(bot)
    assert [row.state for row in raw_events(bot) if row.body] == ["waiting"]
