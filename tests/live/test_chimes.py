"""From a commit to an open screen: at once by Redis, a little later without it, and never before the commit."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace

import pytest

from bot.bootstrap import Bot
from bot.chimes import Chimes
from bot.db.changes import Change, ChangeKind, note_change, tell_committed
from bot.db.engine import sessions
from bot.live import forwarding, stream
from tests.cast import Cast
from tests.live.listener import listening, note, opened, token_of
from tests.patience import PATIENCE


def test_only_what_is_committed_is_told(bot: Bot, cast: Cast) -> None:
    told: list[Collection[int]] = []
    database = sessions(bot.database.engine)
    tell_committed(database.writing, told.append)
    with database.writing() as db:
        note_change(db, cast.shop, ChangeKind.ORDER, 1, bot.now())
        db.rollback()
        db.commit()
        note_change(db, cast.shop, ChangeKind.ORDER, 1, bot.now())
        with db.begin_nested():
            note_change(db, cast.other_shop, ChangeKind.ORDER, 2, bot.now())
        assert told == []
        with db.begin_nested() as savepoint:
            note_change(db, cast.shop, ChangeKind.ORDER, 3, bot.now())
            savepoint.rollback()
        note_change(db, cast.shop, ChangeKind.ORDER, 3, bot.now())  # the first went with the savepoint
        db.commit()
        assert [set(shops) for shops in told] == [{cast.shop, cast.other_shop}]
        assert {row.thing_id for row in db.query(Change)} == {1, 2, 3}
        db.commit()
        assert len(told) == 1


@pytest.mark.integration
def test_an_open_screen_is_told_at_once(bot: Bot, cast: Cast, valkey_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding, "LOOK_EVERY", 60.0)

    async def told() -> None:
        settings, database = bot.settings.model_copy(update={"redis_url": valkey_url}), sessions(bot.database.engine)
        tell_committed(database.writing, Chimes(valkey_url).strike)
        chiming = replace(bot, settings=settings, database=database)
        app, forwarder = opened(chiming)
        running = asyncio.create_task(forwarder.run())
        async with listening(app, token_of(bot, cast.shop)) as mine:
            await mine.hear()
            note(chiming, cast.shop, 7)
            assert [one["id"] for one in await mine.hear()] == [7]
            note(chiming, cast.shop, 8)
            assert [one["id"] for one in await mine.hear()] == [8]
        running.cancel()

    asyncio.run(told())


def test_without_redis_nothing_is_lost(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding, "LOOK_EVERY", 0.05)

    async def told() -> None:
        app, forwarder = opened(bot)
        running = asyncio.create_task(forwarder.run())
        async with listening(app, token_of(bot, cast.shop)) as mine:
            await mine.hear()
            note(bot, cast.shop, 7)
            assert [one["id"] for one in await mine.hear()] == [7]
        running.cancel()

    asyncio.run(told())


def test_a_quiet_line_gives_a_sign_that_a_page_hears(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(stream, "HEARTBEAT", 0.1)

    async def told() -> None:
        app, forwarder = opened(bot)
        running = asyncio.create_task(forwarder.run())
        async with listening(app, token_of(bot, cast.shop)) as mine:
            await mine.hear()
            async with asyncio.timeout(PATIENCE):
                while mine.body.count(b"event: beat\ndata:\n\n") < 2:
                    await asyncio.sleep(0.01)
        running.cancel()

    asyncio.run(told())
