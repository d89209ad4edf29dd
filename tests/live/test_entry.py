"""Who may open a stream, and from which pages."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.domain.access import FIRST_SCOPES, Permission
from bot.services.shop import api_keys
from bot.services.staff import sessions
from tests.cast import Cast
from tests.fakes import PUBLIC_URL, Watch
from tests.live.listener import listening, opened, token_of


@pytest.mark.parametrize("token", ["", "forged", "' OR 1=1 --"])
def test_nobody_is_let_in(bot: Bot, cast: Cast, token: str) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        async with listening(app, token) as listener:
            await listener.over.wait()
            assert (listener.status, forwarder.count()) == (401, 0)
            assert listener.headers["content-type"] == "application/problem+json"

    asyncio.run(told())


def test_a_session_that_is_over_opens_nothing(bot: Bot, cast: Cast, watch: Watch) -> None:
    async def told() -> None:
        app, _ = opened(bot)
        token = token_of(bot, cast.shop)
        watch.advance(seconds=(sessions.IDLE + timedelta(seconds=1)).total_seconds())
        async with listening(app, token) as listener:
            assert listener.status == 401

    asyncio.run(told())


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # a program says nothing
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Origin": PUBLIC_URL, "Sec_Fetch_Site": "same-site"}, 200),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),  # a neighbour's page, which could not read it
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": f"{PUBLIC_URL}.evil.example"}, 403),
        ({"Origin": "http://shop.example.com"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_only_our_own_pages_may_listen(bot: Bot, cast: Cast, headers: dict[str, str], status: int) -> None:
    async def told() -> None:
        app, _ = opened(bot)
        async with listening(app, token_of(bot, cast.shop), **headers) as listener:
            assert listener.status == status
            readable = listener.headers.get("access-control-allow-origin")
            assert readable == (headers["Origin"] if status == 200 and "Origin" in headers else None)

    asyncio.run(told())


def test_a_key_listens_where_its_scopes_say_so(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        with bot.database.writing.begin() as db:
            scopes = ((Permission.CONVERSATIONS_READ,), FIRST_SCOPES)
            keys = [
                api_keys.add(db, cast.shop, "x", f"{number:_>40}", bot.now(), each)
                for number, each in enumerate(scopes)
            ]
        async with listening(app, "", Authorization=f"Bearer {keys[1][1]}") as listener:
            assert listener.status == 401
        async with listening(app, "", Authorization=f"Bearer {keys[0][1]}") as listener:
            await listener.hear()
            with bot.database.writing.begin() as db:
                api_keys.revoke(db, cast.shop, keys[0][0], bot.now())
            await forwarder.check([cast.shop])
            await listener.over.wait()

    asyncio.run(told())
