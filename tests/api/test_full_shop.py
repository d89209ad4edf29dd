"""A shop full of conversations before eyes that should not see them: another shop's, an agent's who sees their own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.bootstrap import Bot
from bot.config import Settings
from bot.db.conversations import Conversation, Media
from bot.db.shop import Merchant
from bot.db.staff import StaffMember
from bot.demo.seed import seed
from bot.demo.shop import SLUG
from bot.demo.staff import WHO
from bot.domain.access import PERMISSIONS, StaffRole
from bot.services.search import indexing
from bot.services.staff import sessions
from tests.api.bodies import BODIES, ONCE
from tests.api.people import Browser, browser_of
from tests.api.test_access import Routes, routes
from tests.cast import Cast
from tests.driver import rows
from tests.engines import on_sqlite
from tests.fakes import PUBLIC_URL

__all__ = ["routes"]
pytestmark = on_sqlite
THEIRS = re.compile(
    r"Nirav Shah|Sunanda Basu|\+91 ?98000|kavita@|Rangoli Handlooms|leela\.weaves|1490225001|પટોળા|Swastik"
)
NUMBER = re.compile(r"\+?91[\s-]?98000[\s-]?000\d\d|wa\.me")
ASKED = {
    "/search": ["?q=1021", "?q=Nirav", "?q=parcel", "?q=98000"],
    "/palette": ["?q=Nirav", "?q=1021", "?q=98000"],
    "/customers": ["?q=Nirav", "?q=98000"],
    "/orders": ["?unconfirmed=true"],
    "/search/export.csv": ["?q=order"],
}


@pytest.fixture
def full(bot: Bot, database_url: str, tmp_path: Path) -> int:
    """The id of the demo's shop, whose rows are the first of each table."""
    seed(Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "PUBLIC_URL": PUBLIC_URL}))
    with bot.database.writing.begin() as db:
        for side in indexing.list_behind(db, bot.now()):
            indexing.add_batch(db, side, bot.now())
        indexing.add_names(db)
        return db.scalars(select(Merchant.id).where(Merchant.slug == SLUG)).one()


def _come_in(bot: Bot, who: str) -> Browser:
    with bot.database.writing.begin() as db:
        member = db.scalars(select(StaffMember).where(StaffMember.email == WHO[who])).one()
        sessions.open_session(db, member, f"token of {who}", bot.now())
    return Browser(bot, f"token of {who}")


def _reads(routes: Routes, number: int) -> list[str]:
    """Every address that is read, with a number for each id, and with what can be asked there."""
    paths = [path.replace("/999", f"/{number}") for method, path, _, need in routes if method == "GET" and need]
    return [path + asked for path in paths for asked in ASKED.get(path, [""])]


def test_another_shop_reaches_none_of_its_things(bot: Bot, full: int, cast: Cast, routes: Routes) -> None:
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    before = [(one.id, one.version, one.owner, one.status) for one in rows(bot, Conversation)]
    for method, path, function, need in routes:
        if "/999" in path and need is not None:
            found = stranger.call(method, path.replace("/999", "/1", 1), BODIES.get(function), **ONCE)
            # What is of no shop is refused to owners before anything is looked for.
            expected = 404 if need in PERMISSIONS[StaffRole.OWNER] else 403
            assert found.status_code == expected, f"{method} {path}: {found.status_code}"
    assert [(one.id, one.version, one.owner, one.status) for one in rows(bot, Conversation)] == before


def test_another_shop_reads_nothing_of_it(bot: Bot, full: int, cast: Cast, routes: Routes) -> None:
    stranger, owner = browser_of(bot, cast.other_shop, StaffRole.OWNER), _come_in(bot, "owner")
    for path in _reads(routes, 1):
        assert not THEIRS.search(stranger.call("GET", path).text), path
    told = {path.partition("?")[0] for path in _reads(routes, 1) if THEIRS.search(owner.call("GET", path).text)}
    assert {"/search", "/palette", "/customers", "/conversations", "/conversations/1", "/staff"} <= told


def test_an_agent_without_numbers_is_told_none(bot: Bot, full: int, routes: Routes) -> None:
    with bot.database.writing.begin() as db:
        db.execute(update(Merchant).values(agents_see_all=True, agents_see_numbers=False))
    agent, owner = _come_in(bot, "agent"), _come_in(bot, "owner")
    paths = sorted({path for number in range(1, 16) for path in _reads(routes, number)})
    told = [path for path in paths if NUMBER.search(agent.call("GET", path).text)]
    assert told == []
    assert NUMBER.search(owner.call("GET", "/conversations?folder=all").text)


def test_an_agent_reaches_no_conversation_of_a_colleague(bot: Bot, full: int, routes: Routes) -> None:
    with bot.database.writing.begin() as db:
        db.execute(update(Merchant).values(agents_see_all=False))
        ravi = db.scalars(select(StaffMember.id).where(StaffMember.email == WHO["agent2"])).one()
        theirs = list(db.scalars(select(Conversation.id).where(Conversation.assignee_id == ravi)))
        db.execute(update(Conversation).where(Conversation.id.in_(select(Media.id))).values(assignee_id=ravi))
    agent = _come_in(bot, "agent")
    for method, path, function, need in routes:
        if path.startswith("/conversations/999") and need is not None:
            body: Any = BODIES.get(function)
            found = agent.call(method, path.replace("/999", f"/{theirs[0]}", 1), body, **ONCE)
            assert found.status_code == 404, f"{method} {path}: {found.status_code}"
    for path in _reads(routes, 1):
        assert "darun! onek" not in agent.call("GET", path).text
