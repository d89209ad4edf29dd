"""What a screen is told: changes of its own shop, once each, in whatever order they are committed."""

from __future__ import annotations

import asyncio

import pytest

from bot.bootstrap import Bot
from bot.db.base import table_of
from bot.db.changes import Change, ChangeKind, note_change
from bot.live import stream
from bot.services.desk import changes
from bot.services.desk.changes import MOST_MISSED
from tests.cast import Cast
from tests.fakes import Watch
from tests.live.listener import listening, note, opened, token_of


def add(bot: Bot, shop: int, *numbers: int) -> None:
    """Store changes under these numbers."""
    with bot.database.writing.begin() as db:
        rows = [{"id": seq, "merchant_id": shop, "kind": "order", "thing_id": seq, "at": bot.now()} for seq in numbers]
        db.execute(table_of(Change).insert(), rows)


def test_it_tells_a_shop_its_own_changes_alone(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        async with (
            listening(app, token_of(bot, cast.shop)) as mine,
            listening(app, token_of(bot, cast.other_shop)) as theirs,
        ):
            assert mine.headers["content-type"].startswith("text/event-stream")
            assert [one["kind"] for one in await mine.hear() + await theirs.hear()] == ["open", "open"]
            note(bot, cast.other_shop, 8)
            note(bot, cast.shop, 7)
            await forwarder.forward()
            assert [(one["kind"], one["id"]) for one in await mine.hear()] == [("customer", 7)]
            assert [(one["kind"], one["id"]) for one in await theirs.hear()] == [("customer", 8)]
            assert len(mine.events) == len(theirs.events) == 2
            assert all(one["sent"] == str(one["seq"]) for one in mine.events)

    asyncio.run(told())


def test_of_many_changes_of_a_thing_it_tells_the_last(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        async with listening(app, token_of(bot, cast.shop)) as mine:
            await mine.hear()
            for thing in (7, 8, 7):
                note(bot, cast.shop, thing)
            await forwarder.forward()
            assert [one["id"] for one in await mine.hear(2)] == [8, 7]
            await forwarder.forward()
            assert len(mine.events) == 3

    asyncio.run(told())


def test_what_is_committed_late_is_told_late(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        add(bot, cast.shop, 10)
        async with listening(app, token_of(bot, cast.shop)) as mine:
            await mine.hear()
            add(bot, cast.shop, 14)
            await forwarder.forward()
            add(bot, cast.shop, 12, 15)
            await forwarder.forward()
            add(bot, cast.shop, 9)  # before the first that was seen
            await forwarder.forward()
            assert [one["seq"] for one in await mine.hear(4)] == [14, 12, 15, 9]
        # Whoever was told 14 and went: 12 was committed after it.
        async with listening(app, token_of(bot, cast.shop), Last_Event_ID="14") as back:
            assert [one["seq"] for one in await back.hear(4)] == [9, 10, 12, 15]

    asyncio.run(told())


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.integration)], indirect=True)
def test_two_transactions_that_cross_are_both_told(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        async with listening(app, token_of(bot, cast.shop)) as mine:
            await mine.hear()
            with bot.database.writing.begin() as slow:
                note_change(slow, cast.shop, ChangeKind.ORDER, 1, bot.now())
                note(bot, cast.shop, 2)
                await forwarder.forward()
                assert [one["id"] for one in await mine.hear()] == [2]
            await forwarder.forward()
            assert [one["id"] for one in await mine.hear()] == [1]

    asyncio.run(told())


def test_whoever_comes_back_is_told_what_was_missed(bot: Bot, cast: Cast, watch: Watch) -> None:
    async def told() -> None:
        app, _ = opened(bot)
        add(bot, cast.shop, 1)
        watch.advance(seconds=60)
        add(bot, cast.shop, *range(2, 2 + MOST_MISSED))
        add(bot, cast.other_shop, 5000)
        token = token_of(bot, cast.shop)
        async with listening(app, token, Last_Event_ID="1") as back:
            assert [one["seq"] for one in await back.hear(MOST_MISSED)] == list(range(2, 2 + MOST_MISSED))
        async with listening(app, token, path="/live?after=990") as back:
            assert {one["seq"] for one in await back.hear(999)} == {*range(2, 990), *range(991, 1002)}
        add(bot, cast.shop, 6000)
        for place in ("1", "5000", "4999", "0", "x", "²", "9" * 30):  # too far, another shop's, and nobody's
            async with listening(app, token, Last_Event_ID=place.encode("latin-1", "ignore").decode("latin-1")) as back:
                [event] = await back.hear()
                assert (event["kind"], event["seq"], len(back.events)) == ("refetch", 6000, 1)

    asyncio.run(told())


def test_who_reads_too_slowly_is_let_go_and_a_flood_is_one_event(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        fast, slow = token_of(bot, cast.shop), token_of(bot, cast.shop)
        async with listening(app, fast) as mine, listening(app, slow) as stuck:
            await mine.hear()
            stuck.reads.clear()
            add(bot, cast.shop, *range(1, MOST_MISSED + 1))
            await forwarder.forward()
            await mine.hear(MOST_MISSED)
            add(bot, cast.shop, *range(1001, 1001 + stream.MOST_WAITING - MOST_MISSED + 2))
            await forwarder.forward()
            await mine.hear(stream.MOST_WAITING - MOST_MISSED + 2)
            assert forwarder.count() == 1
            add(bot, cast.shop, *range(2000, 2001 + MOST_MISSED))
            await forwarder.forward()
            assert [(one["kind"], one["seq"]) for one in await mine.hear()] == [("refetch", 2000 + MOST_MISSED)]

    asyncio.run(told())


def test_changes_older_than_a_day_go_and_the_last_one_stays(bot: Bot, cast: Cast, watch: Watch) -> None:
    add(bot, cast.shop, 3, 4)
    watch.advance(hours=23)
    add(bot, cast.shop, 5)
    watch.advance(hours=2)
    with bot.database.writing.begin() as db:
        assert changes.forget_changes(db, watch()) > 0
        assert [one.seq for one in changes.list_changes(db, cast.shop, 0, 10)] == [5]
        watch.advance(hours=48)
        assert changes.forget_changes(db, watch()) == 0
