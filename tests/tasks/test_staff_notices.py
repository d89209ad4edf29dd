"""The shop's people are told once a way of what ran out: whose it is, who is there, or the owners."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.staff_notices import PushSubscription, StaffNotice
from bot.domain.access import StaffRole
from bot.domain.conversations import PersonWhy
from bot.ports import ApiError
from bot.ports.telling import PushTarget
from bot.services.desk import handoff
from bot.tasks.desk_clocks import keep_clocks
from bot.tasks.staff_notices import tell_staff
from tests.api.people import browser_of
from tests.api.test_conversations import add, mine
from tests.api.test_push_subscriptions import PHONE, subscribe
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch


@dataclass
class Told:
    """Push services and a mail server that keep what they were given, and refuse with `error`."""

    pushed: list[tuple[str, bytes]] = field(default_factory=list)
    mailed: list[tuple[str, str]] = field(default_factory=list)
    error: ApiError | None = None
    is_on: bool = True
    key: str = "key"

    def push(self, target: PushTarget, body: bytes, topic: str) -> None:
        if self.error:
            raise self.error
        self.pushed.append((target.endpoint, body))

    def mail(self, receiver: str, subject: str, text: str) -> None:
        self.mailed.append((receiver, text))


@pytest.fixture
def told() -> Told:
    """What was told."""
    return Told()


@pytest.fixture
def telling(bot: Bot, told: Told) -> Bot:
    """A bot whose push services and mail server are fakes."""
    return replace(bot, push=told, mail=told)


def breach(bot: Bot, cast: Cast, watch: Watch, **more: Any) -> int:
    """A conversation whose first answer is overdue; its id."""
    one = add(bot, cast, waiting_since=bot.now(), **more)
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, one, PersonWhy.ASKED, bot.now())
    keep_clocks(bot)
    watch.advance(minutes=16)
    keep_clocks(bot)
    return one


def tell_all(bot: Bot) -> None:
    """Do what a worker does for each bell, twice."""
    for notice in [*rows(bot, StaffNotice), *rows(bot, StaffNotice)]:
        tell_staff(bot, notice.id)


def test_whose_it_is_is_told_by_push_and_mail_once(telling: Bot, cast: Cast, watch: Watch, told: Told) -> None:
    anjali, ravi = (browser_of(telling, cast.shop, StaffRole.AGENT) for _ in range(2))
    assert [subscribe(anjali), subscribe(ravi, f"{PHONE}2")] == [204, 204]
    one = breach(telling, cast, watch, assignee_id=mine(anjali))
    tell_all(telling)
    [(endpoint, body)] = told.pushed
    assert endpoint == PHONE
    assert f"/console/inbox/breached/{one}".encode() in body
    assert b"Asha" not in body
    [(receiver, text)] = told.mailed
    assert receiver.startswith("agent")
    assert f"/{one}" in text
    watch.advance(hours=1)
    keep_clocks(telling)
    tell_all(telling)
    assert (len(told.pushed), len(told.mailed)) == (1, 1)


def test_nobodys_is_told_to_who_is_there_else_to_owners(telling: Bot, cast: Cast, watch: Watch) -> None:
    owner = browser_of(telling, cast.shop, StaffRole.OWNER)
    browser_of(telling, cast.other_shop, StaffRole.OWNER)
    owner.call("PUT", "/session/availability", {"state": "away"})
    breach(telling, cast, watch)
    assert {row.staff_id for row in rows(telling, StaffNotice)} == {mine(owner)}
    assert {row.way for row in rows(telling, StaffNotice)} == {"push", "mail"}


def test_without_a_mail_server_nobody_is_mailed(telling: Bot, cast: Cast, watch: Watch, told: Told) -> None:
    told.is_on = False
    browser_of(telling, cast.shop, StaffRole.OWNER)
    breach(telling, cast, watch)
    assert {row.way for row in rows(telling, StaffNotice)} == {"push"}


@pytest.mark.parametrize(("status", "kept"), [(410, 0), (404, 0), (None, 1)])
def test_a_browser_that_wants_no_more_is_forgotten(
    telling: Bot, cast: Cast, watch: Watch, told: Told, status: int | None, kept: int
) -> None:
    anjali = browser_of(telling, cast.shop, StaffRole.AGENT)
    subscribe(anjali)
    breach(telling, cast, watch, assignee_id=mine(anjali))
    told.error = ApiError("no", "later" if status is None else "broken", timedelta(), status=status)
    tell_all(telling)
    assert len(rows(telling, PushSubscription)) == kept
    told.error = None
    watch.advance(minutes=4)
    tell_all(telling)
    assert len(told.pushed) == kept  # what failed in passing is tried again
