"""How streams are written to: in one go for all, and whoever does not read holds up nobody."""

from __future__ import annotations

import asyncio
import signal
import time

import pytest

from bot.bootstrap import Bot
from bot.live import rounds
from bot.live.__main__ import Server
from bot.live.at_once import begin
from tests.cast import Cast
from tests.live.listener import listening, note, opened, token_of


def test_what_waits_goes_on_when_it_may() -> None:
    async def done() -> None:
        steps, may = [], asyncio.Event()

        async def two(waits: bool) -> None:
            steps.append("one")
            if waits:
                await may.wait()
            steps.append("two")

        assert begin(two(waits=False)) is None
        assert steps == ["one", "two"]
        rest = begin(two(waits=True))
        assert rest is not None
        assert steps == ["one", "two", "one"]
        may.set()
        await rest
        assert steps == ["one", "two"] * 2

    asyncio.run(done())


def test_who_does_not_read_for_a_while_gets_all_in_order(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        token = token_of(bot, cast.shop)
        async with listening(app, token) as slow, listening(app, token) as fast:
            await slow.hear()
            await fast.hear()
            slow.reads.clear()
            for thing in (7, 8, 9):
                note(bot, cast.shop, thing)
                await forwarder.forward()
                assert [one["id"] for one in await fast.hear()] == [thing]
            assert len(slow.events) == 1
            slow.reads.set()
            assert [one["id"] for one in await slow.hear()] == [7]
            await forwarder.forward()
            assert [one["id"] for one in await slow.hear(2)] == [8, 9]

    asyncio.run(told())


def test_many_are_written_to_in_pieces(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "PIECE", 2)

    async def told() -> None:
        app, forwarder = opened(bot)
        tokens = [token_of(bot, cast.shop) for _ in range(3)]
        async with listening(app, tokens[0]) as one, listening(app, tokens[1]) as two, listening(app, tokens[2]) as far:
            for listener in (one, two, far):
                await listener.hear()
            note(bot, cast.shop, 7)
            began = time.monotonic()
            await forwarder.forward()
            assert time.monotonic() - began >= rounds.SPREAD * 2 / 3
            assert [await listener.hear() for listener in (one, two)] == [await far.hear()] * 2

    asyncio.run(told())


def test_it_stops_when_told(bot: Bot) -> None:
    async def stopped() -> None:
        server = Server(bot)
        going = asyncio.create_task(server.main_loop())
        await asyncio.sleep(0)
        server.handle_exit(signal.SIGTERM, None)
        await asyncio.wait_for(going, 1)

    asyncio.run(stopped())
