"""What a customer wrote stays to be seen to: whatever is sent, undone or left behind meanwhile."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import Stretch
from bot.domain.access import StaffRole
from bot.tasks.bulk import work_bulk
from bot.tasks.by_clock import return_idle
from tests.api.inbox import mine
from tests.api.people import Browser, browser_of
from tests.api.test_bulk import begin, see
from tests.api.test_replies import leave, write
from tests.api.test_thread import whole, written
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import Watch


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def taken(bot: Bot, agent: Browser) -> str:
    """The path of a conversation that the agent has, in which the customer waits."""
    path = written(bot)
    agent.call("POST", f"{path}/take", {"epoch": 0})
    post(bot, whatsapp_form("and when?"))
    work(bot)
    return path


def test_an_answer_answers_nothing_that_came_after_it_was_written(
    bot: Bot, cast: Cast, watch: Watch, agent: Browser
) -> None:
    path = taken(bot, agent)
    write(agent, path)
    watch.advance(seconds=2)
    post(bot, whatsapp_form("no, the other one"))
    work(bot)
    leave(bot, watch)
    assert whole(agent, path)["waiting_since"] == rows(bot, InboundMessage)[-1].received_at.isoformat()
    write(agent, path, "I see.")
    leave(bot, watch)
    assert whole(agent, path)["waiting_since"] is None


def test_an_answer_with_which_a_stretch_ends_was_its_first(bot: Bot, cast: Cast, watch: Watch, agent: Browser) -> None:
    path = taken(bot, agent)
    write(agent, path)
    agent.call("POST", f"{path}/resolve", {"version": whole(agent, path)["version"]})
    leave(bot, watch)
    [stretch] = rows(bot, Stretch)
    assert stretch.resolved_at is not None
    assert stretch.first_answer_at == watch()


@pytest.mark.parametrize(("action", "undone"), [("label", 1), ("answered", 0)])
def test_who_was_answered_waits_no_more_when_a_job_is_undone(
    bot: Bot, cast: Cast, watch: Watch, agent: Browser, action: str, undone: int
) -> None:
    path = taken(bot, agent)
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    label = owner.call("POST", "/labels", {"name": "late", "colour": "#aa3300"}).get_json()["id"]
    job = begin(agent, action, {"add": [label]} if action == "label" else {}, ids=[int(path.rpartition("/")[2])])
    work_bulk(bot, job["id"])
    watch.advance(seconds=1)
    write(agent, path)
    leave(bot, watch)
    assert agent.call("DELETE", f"/bulk/{job['id']}").status_code == 202
    work_bulk(bot, job["id"])
    assert (see(agent, job)["undone"], see(agent, job)["kept"]) == (undone, 1 - undone)
    assert (whole(agent, path)["waiting_since"], whole(agent, path)["labels"]) == (None, [])


def test_what_somebody_had_who_was_let_go_is_anybodys(bot: Bot, cast: Cast, agent: Browser) -> None:
    path, owner = taken(bot, agent), browser_of(bot, cast.shop, StaffRole.OWNER)
    assert owner.call("PATCH", f"/staff/{mine(agent)}", {"version": 1, "state": "inactive"}).status_code == 200
    assert [row.assignee_id for row in rows(bot, Conversation)] == [None]
    listed = owner.call("GET", "/conversations?folder=unassigned").get_json()["conversations"]
    assert [f"/conversations/{one['id']}" for one in listed] == [path]


def test_who_waits_for_somebody_who_has_left_is_put_before_the_others(
    bot: Bot, cast: Cast, watch: Watch, agent: Browser
) -> None:
    path = taken(bot, agent)
    for minutes in (61, 6):
        watch.advance(minutes=minutes)
        return_idle(bot)
    after = whole(agent, path)
    assert (after["owner"], after["assignee_id"], after["needs_person_why"]) == ("assistant", None, "left")
    assert after["waiting_since"] is not None


def test_what_waits_in_the_queue_does_not_go_back_by_itself(bot: Bot, cast: Cast, watch: Watch, agent: Browser) -> None:
    path = taken(bot, agent)
    agent.call("DELETE", f"{path}/assignee", {"version": whole(agent, path)["version"]})
    for minutes in (61, 6):
        watch.advance(minutes=minutes)
        return_idle(bot)
    assert (whole(agent, path)["owner"], whole(agent, path)["returns_at"]) == ("agent", None)
