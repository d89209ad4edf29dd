"""What somebody did last to a conversation is undone: it is as it was, where nothing has happened since."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.conversations import PersonWhy
from bot.services.desk import handoff
from tests.api.inbox import add, happened, mine, told
from tests.api.people import Browser, browser_of
from tests.api.test_replies import leave, write
from tests.api.test_thread import written
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import Watch
from tests.services.shelf import change

# What cannot be as it was, or tells that something was done.
_MOVES = ("version", "epoch", "active_at")
ACTS: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "resolve", {}),
    ("POST", "answered", {}),
    ("POST", "hand-back", {"instruction": "wait for the photo"}),
    ("PUT", "snooze", {"for": "reply"}),
    ("PUT", "labels", {"labels": []}),
    ("DELETE", "assignee", {}),
]


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def do(browser: Browser, conversation: int, method: str, what: str, **values: Any) -> int:
    """Do something as the conversation is seen; the status of the answer."""
    seen = told(browser, conversation)
    based = {"epoch": seen["epoch"]} if what == "hand-back" else {"version": seen["version"]}
    return browser.call(method, f"/conversations/{conversation}/{what}", values | based).status_code


def look(browser: Browser, conversation: int) -> dict[str, Any]:
    """A conversation as it is told, but for what always moves."""
    return {name: value for name, value in told(browser, conversation).items() if name not in _MOVES}


@pytest.mark.parametrize(("method", "what", "values"), ACTS)
@pytest.mark.parametrize("has_it", [True, False])
def test_it_is_as_it_was(
    bot: Bot, cast: Cast, agent: Browser, has_it: bool, method: str, what: str, values: dict[str, Any]
) -> None:
    theirs: dict[str, Any] = {"owner": "agent", "assignee_id": mine(agent)} if has_it else {}
    conversation = add(bot, cast, waiting_since=bot.now(), **theirs)
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, conversation, PersonWhy.ASKED, bot.now())
    if what == "labels":
        owner = browser_of(bot, cast.shop, StaffRole.OWNER)
        label = owner.call("POST", "/labels", {"name": "late", "colour": "#aa3300"}).get_json()["id"]
        do(agent, conversation, "PUT", "labels", labels=[label])
    before = look(agent, conversation)
    assert do(agent, conversation, method, what, **values) == 200
    if look(agent, conversation) == before:
        assert (what, has_it) in {("hand-back", False), ("assignee", False)}  # it was so already
        return
    assert do(agent, conversation, "POST", "undo") == 200
    assert look(agent, conversation) == before
    assert do(agent, conversation, "POST", "undo") == 409
    assert all("before" not in values for _, _, values in happened(agent, conversation))


def test_it_is_too_late_when_something_has_happened(bot: Bot, cast: Cast, agent: Browser, watch: Watch) -> None:
    conversation = int(written(bot).rpartition("/")[2])
    agent.call("POST", f"/conversations/{conversation}/take", {"epoch": 0})
    assert do(agent, conversation, "POST", "undo") == 409  # what was withheld is not said after all
    ravi = browser_of(bot, cast.shop, StaffRole.OWNER)
    do(agent, conversation, "PUT", "snooze", **{"for": "reply"})
    assert do(ravi, conversation, "POST", "undo") == 409  # somebody else's
    watch.advance(seconds=31)
    assert do(agent, conversation, "POST", "undo") == 409
    do(agent, conversation, "POST", "resolve")
    assert rows(bot, OutgoingMessage)[-1].key == "helped.ask"
    watch.advance(seconds=1)
    post(bot, whatsapp_form("still here"))
    work(bot)
    assert do(agent, conversation, "POST", "undo") == 409


def test_who_was_answered_meanwhile_does_not_wait(bot: Bot, cast: Cast, agent: Browser, watch: Watch) -> None:
    path = written(bot)
    conversation = int(path.rpartition("/")[2])
    agent.call("POST", f"{path}/take", {"epoch": 0})
    post(bot, whatsapp_form("and when?"))
    work(bot)
    write(agent, path)
    do(agent, conversation, "POST", "resolve")
    leave(bot, watch)
    assert do(agent, conversation, "POST", "undo") == 200
    after = told(agent, conversation)
    assert (after["status"], after["owner"], after["waiting_since"]) == ("open", "agent", None)
    leave(bot, watch, seconds=20)
    assert [row.state for row in rows(bot, OutgoingMessage) if row.key == "helped.ask"] == ["canceled"]


def test_what_was_given_to_a_colleague_is_taken_back(bot: Bot, cast: Cast, agent: Browser) -> None:
    change(bot, Merchant, cast.shop, agents_see_all=False)
    conversation, ravi = add(bot, cast), browser_of(bot, cast.shop, StaffRole.AGENT)
    version = told(agent, conversation)["version"] + 1
    assert do(agent, conversation, "PUT", "assignee", staff_id=mine(ravi)) == 200
    path = f"/conversations/{conversation}"
    assert agent.call("GET", path).status_code == 404
    stranger = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert stranger.call("POST", f"{path}/undo", {"version": version}).status_code == 404
    assert agent.call("POST", f"{path}/undo", {"version": version}).status_code == 200
    assert told(agent, conversation)["assignee_id"] is None
