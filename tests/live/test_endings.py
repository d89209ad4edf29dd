"""When streams end: logged out, let go, too many, restarted; and what an agent is told of others' conversations."""

from __future__ import annotations

import asyncio

import pytest

from bot.bootstrap import Bot
from bot.db.changes import ChangeKind
from bot.db.conversations import Conversation
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.live import forwarding
from tests.api.people import Browser
from tests.cast import Cast
from tests.driver import post, whatsapp_form
from tests.live.listener import listening, note, opened, token_of


@pytest.mark.parametrize("path", ["/session", "/sessions"])
def test_logging_out_ends_it_at_once(bot: Bot, cast: Cast, path: str) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        mine, other = token_of(bot, cast.shop), token_of(bot, cast.shop)
        async with listening(app, mine) as listener, listening(app, other) as stays:
            assert (await asyncio.to_thread(Browser(bot, mine).call, "DELETE", path)).status_code == 204
            await forwarder.forward()
            await asyncio.wait_for(listener.over.wait(), 5)
            assert not stays.over.is_set()

    asyncio.run(told())


def test_being_let_go_ends_it_at_once(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        boss, agent = Browser(bot, token_of(bot, cast.shop)), token_of(bot, cast.shop, StaffRole.AGENT)
        [member] = [one for one in boss.call("GET", "/staff").get_json()["staff"] if one["role"] == "agent"]
        async with listening(app, agent) as listener:
            assert (
                boss.call(
                    "PATCH", f"/staff/{member['id']}", {"version": member["version"], "state": "inactive"}
                ).status_code
                == 200
            )
            await forwarder.forward()
            await asyncio.wait_for(listener.over.wait(), 5)

    asyncio.run(told())


def test_an_agent_is_not_told_whose_conversation_moved(bot: Bot, cast: Cast) -> None:
    """Where agents see their own alone: that counts may be others, without a name."""

    async def told() -> None:
        app, forwarder = opened(bot)
        post(bot, whatsapp_form("hello"))
        boss, agent = token_of(bot, cast.shop), token_of(bot, cast.shop, StaffRole.AGENT)
        async with listening(app, agent) as theirs, listening(app, boss) as bosses:
            await theirs.hear()
            await bosses.hear()
            with bot.database.writing.begin() as db:
                db.get_one(Merchant, cast.shop).agents_see_all = False
            note(bot, cast.shop, 0, ChangeKind.SETTINGS)
            await forwarder.forward()
            assert [one["kind"] for one in await theirs.hear() + await bosses.hear()] == ["settings", "settings"]
            with bot.database.writing.begin() as db:
                [row] = db.query(Conversation)
                version, row.assignee_id = (
                    row.version,
                    Browser(bot, boss).call("GET", "/session").get_json()["staff"]["id"],
                )
            note(bot, cast.shop, row.id, ChangeKind.CONVERSATION)
            await forwarder.forward()
            [hidden], [seen] = await theirs.hear(), await bosses.hear()
            assert (hidden["kind"], hidden["id"], "version" in hidden) == ("counts", 0, False)
            assert (seen["kind"], seen["id"], seen["version"]) == ("conversation", row.id, version)

    asyncio.run(told())


def test_the_oldest_stream_of_a_session_makes_room(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    async def told() -> None:
        monkeypatch.setattr(forwarding, "MOST_EACH", 1)
        app, forwarder = opened(bot)
        token = token_of(bot, cast.shop)
        async with listening(app, token) as first, listening(app, token), listening(app, token_of(bot, cast.shop)):
            await asyncio.wait_for(first.over.wait(), 5)
            assert first.body.endswith(b"retry: 30000\n\n")
            assert forwarder.count() == 2

    asyncio.run(told())


def test_a_restart_ends_all_and_has_them_come_back(bot: Bot, cast: Cast) -> None:
    async def told() -> None:
        app, forwarder = opened(bot)
        async with listening(app, token_of(bot, cast.shop)) as listener:
            forwarder.close()
            await asyncio.wait_for(listener.over.wait(), 5)
            assert b"retry: " in listener.body
        async with listening(app, token_of(bot, cast.shop)) as late:
            assert late.status == 503

    asyncio.run(told())
