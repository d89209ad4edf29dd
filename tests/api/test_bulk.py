"""One action done to many conversations: by ids, folder or query; told how far it is, undone where nothing happened."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.canned import BulkItem, BulkJob
from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.domain.access import StaffRole
from bot.domain.conversations import PersonWhy
from bot.services.desk import handoff
from bot.tasks.bulk import ring_stalled, work_bulk
from bot.tasks.forgetting import forget
from tests.api.people import Browser, browser_of
from tests.api.test_conversations import add, mine
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.shelf import change


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """An owner."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def begin(browser: Browser, action: str, values: dict[str, Any] | None = None, **which: Any) -> dict[str, Any]:
    """A job as it is told when it is begun."""
    key = which.pop("key", f"{action}{values}{which}")[:200].replace(" ", "")
    answer = browser.call("POST", "/bulk", {"action": action, "values": values or {}} | which, Idempotency_Key=key)
    assert answer.status_code == 202, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def see(browser: Browser, job: dict[str, Any]) -> dict[str, Any]:
    """How far it is."""
    told: dict[str, Any] = browser.call("GET", f"/bulk/{job['id']}").get_json()
    return told


def test_it_is_done_by_a_worker_and_says_what_it_left_out(bot: Bot, cast: Cast, owner: Browser) -> None:
    ids = [add(bot, cast, number) for number in range(1, 26)]  # more than one step
    job = begin(owner, "assign", {"staff_id": mine(owner)}, ids=[*ids, 999, ids[0]])
    assert (job["state"], job["total"], job["done"]) == ("queued", 26, 0)
    assert begin(owner, "assign", {"staff_id": mine(owner)}, ids=[*ids, 999, ids[0]])["id"] == job["id"]
    work_bulk(bot, job["id"])
    told = see(owner, job)
    assert (told["state"], told["done"], told["left_out"]) == ("done", 25, [{"why": "not_seen", "count": 1}])
    assert told["skipped"] == 1
    assert {row.assignee_id for row in rows(bot, Conversation)} == {mine(owner)}
    assert browser_of(bot, cast.shop, StaffRole.AGENT).call("GET", f"/bulk/{job['id']}").status_code == 404


def test_all_of_a_folder_or_of_a_query(bot: Bot, cast: Cast, owner: Browser) -> None:
    waiting, other = add(bot, cast, 1, waiting_since=bot.now(), needs_person_since=bot.now()), add(bot, cast, 2)
    work_bulk(bot, begin(owner, "answered", folder="waiting")["id"])
    assert [row.waiting_since for row in rows(bot, Conversation)] == [None, None]
    change(bot, Conversation, other, assignee_id=mine(owner))
    assert begin(owner, "resolve", query="assignee:me", folder="waiting")["total"] == 0
    job = begin(owner, "snooze", {"for": "reply"}, query="assignee:me", folder="mine")
    assert job["total"] == 1
    work_bulk(bot, job["id"])
    assert [row.status for row in rows(bot, Conversation)] == ["open", "snoozed"]
    assert waiting == 1


def test_undoing_restores_where_nothing_has_happened_since(bot: Bot, cast: Cast, owner: Browser, watch: Watch) -> None:
    ids = [add(bot, cast, number, waiting_since=bot.now(), owner="agent", assignee_id=mine(owner)) for number in (1, 2)]
    for one in ids:
        with bot.database.writing.begin() as db:
            handoff.ask_for_person(db, one, PersonWhy.ASKED, bot.now())
    before = [(row.status, row.owner, row.assignee_id, row.waiting_since) for row in rows(bot, Conversation)]
    job = begin(owner, "resolve", ids=ids)
    work_bulk(bot, job["id"])
    assert [row.status for row in rows(bot, Conversation)] == ["resolved", "resolved"]
    change(bot, Conversation, ids[1], last_inbound_at=bot.now().replace(hour=7))  # the customer has written
    watch.advance(seconds=20)
    assert see(owner, job)["undo_until"] is not None
    assert owner.call("DELETE", f"/bulk/{job['id']}").status_code == 202
    assert owner.call("DELETE", f"/bulk/{job['id']}").status_code == 202  # again is no harm
    work_bulk(bot, job["id"])
    told = see(owner, job)
    assert (told["state"], told["undone"], told["kept"]) == ("undone", 1, 1)
    first, second = rows(bot, Conversation)
    assert (first.status, first.owner, first.assignee_id, first.waiting_since) == before[0]
    assert second.status == "resolved"
    assert [row.resolved_at is None for row in rows(bot, Stretch)] == [True, False]


def test_it_is_too_late_half_a_minute_after_its_end(bot: Bot, cast: Cast, owner: Browser, watch: Watch) -> None:
    job = begin(owner, "answered", ids=[add(bot, cast)])
    work_bulk(bot, job["id"])
    watch.advance(seconds=30)
    assert owner.call("DELETE", f"/bulk/{job['id']}").status_code == 409
    watch.advance(days=8)
    forget(bot)
    assert not rows(bot, BulkJob)
    assert not rows(bot, BulkItem)


def test_what_is_undone_before_its_turn_is_never_done(bot: Bot, cast: Cast, owner: Browser) -> None:
    job = begin(owner, "resolve", ids=[add(bot, cast)])
    owner.call("DELETE", f"/bulk/{job['id']}")
    work_bulk(bot, job["id"])
    assert rows(bot, Conversation)[0].status == "open"
    assert see(owner, job)["left_out"] == [{"why": "undone", "count": 1}]


def test_a_worker_that_died_is_followed_by_another(bot: Bot, cast: Cast, owner: Browser, watch: Watch) -> None:
    job = begin(owner, "answered", ids=[add(bot, cast)])
    change(bot, BulkJob, job["id"], lease_until=watch.time.replace(minute=31))
    work_bulk(bot, job["id"])
    assert rows(bot, BulkItem)[0].state == "waiting"  # another's
    watch.advance(minutes=2)
    assert ring_stalled(bot) == 1
    work_bulk(bot, job["id"])
    assert ring_stalled(bot) == 0


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"action": "send_template", "ids": [1]}, "/action"),
    ({"action": "assign", "ids": [1]}, "/values"),
    ({"action": "label", "ids": [1]}, "/values"),
    ({"action": "snooze", "ids": [1]}, "/values"),
    ({"action": "resolve"}, "/ids"),
    ({"action": "resolve", "ids": [1], "folder": "all"}, "/ids"),
    ({"action": "resolve", "ids": []}, "/ids"),
    ({"action": "explode", "ids": [1]}, "/action"),
]


def test_what_makes_no_sense_is_named(owner: Browser) -> None:
    for body, pointer in SENSELESS:
        answer = owner.call("POST", "/bulk", body, Idempotency_Key="x")
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer), body
