"""What the shop's people write: in its turn, taken back in time, later, once more."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.desk import Stretch, TimelineEvent
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import StaffRole
from bot.domain.conversations import PersonWhy
from bot.ports import SendError
from bot.services.desk import handoff
from tests.api.people import Browser, browser_of
from tests.api.test_thread import whole, written
from tests.cast import Cast
from tests.driver import post, rows, send_all, sms_form, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch

_keys = itertools.count(1)


def write(browser: Browser, path: str, text: str = "It is on its way.", key: str = "", **more: Any) -> TestResponse:
    """Write to the customer, having seen all there is."""
    body = {"text": text, "seen": "", "anyway": True} | more
    return browser.call("POST", f"{path}/messages", body, Idempotency_Key=key or f"write-{next(_keys)}")


def leave(bot: Bot, watch: Watch, **wait: float) -> None:
    """Let time pass, and hand over what is due."""
    watch.advance(**(wait or {"seconds": 6}))
    while send_all(bot):
        pass


@pytest.mark.parametrize("form", [whatsapp_form, sms_form])
def test_an_answer_takes_over_and_leaves_when_it_can_be_taken_back_no_more(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, form: type
) -> None:
    post(bot, form())
    work(bot)
    path, agent = f"/conversations/{rows(bot, Conversation)[0].id}", browser_of(bot, cast.shop, StaffRole.AGENT)
    with bot.database.writing.begin() as db:
        handoff.ask_for_person(db, rows(bot, Conversation)[0].id, PersonWhy.ASKED, bot.now())
    answer = write(agent, path, key="k1")
    told = answer.get_json()
    assert (answer.status_code, told["state"], told["author"]) == (201, "queued", "agent")
    assert told["due_at"] == (watch() + timedelta(seconds=5)).isoformat()
    assert write(agent, path, key="k1").status_code == 200
    assert write(agent, path, "Another", key="k1").status_code == 409
    send_all(bot)
    assert whole(agent, path)["waiting_since"] is not None
    leave(bot, watch)
    assert messenger.texts[-1] == "It is on its way."
    after = whole(agent, path)
    assert (after["owner"], after["waiting_since"], after["handoff"]) == ("agent", None, None)
    assert rows(bot, Stretch)[0].first_answer_at == watch()
    assert len(rows(bot, OutgoingMessage)) == 2


def test_it_is_taken_back_in_time_and_not_after(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    for wait, status in ((0, 200), (6, 409)):
        message = write(agent, path, "wait a moment").get_json()["id"]
        leave(bot, watch, seconds=wait)
        answer = agent.call("DELETE", f"{path}/messages/{message}")
        assert answer.status_code == status
    assert messenger.texts[1:] == ["wait a moment"]
    assert [event.kind for event in rows(bot, TimelineEvent)] == ["taken", "undone"]
    ours = f"{path}/messages/out-{rows(bot, OutgoingMessage)[0].id}"
    assert agent.call("DELETE", ours).status_code == 409  # the assistant's


def test_what_leaves_later_waits_for_its_time_and_is_held_when_the_customer_writes_first(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    for text, hours in (("First", 8), ("Second", 10)):
        at = (watch() + timedelta(hours=hours)).isoformat()
        assert write(agent, path, text, send_at=at).status_code == 201
    write(agent, path, "Now")
    leave(bot, watch)
    assert messenger.texts[1:] == ["Now"]
    leave(bot, watch, hours=8)
    assert messenger.texts[1:] == ["Now", "First"]
    post(bot, whatsapp_form("never mind"))
    work(bot)
    leave(bot, watch, hours=3)
    held = agent.call("GET", f"{path}/messages").get_json()["messages"]
    second = next(one for one in held if one["text"] == "Second")
    assert (second["state"], second["because"], messenger.texts[1:]) == ("held", "customer_wrote", ["Now", "First"])
    assert agent.call("POST", f"{path}/messages/{second['id']}/retry").status_code == 201
    leave(bot, watch)
    assert messenger.texts[1:] == ["Now", "First", "Second"]


@pytest.mark.parametrize("hours", [23.5, 24.5, -1, 24 * 31])
def test_nothing_is_promised_that_cannot_leave_then(bot: Bot, cast: Cast, watch: Watch, hours: float) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    answer = write(agent, path, send_at=(watch() + timedelta(hours=hours)).isoformat())
    assert answer.status_code == (201 if hours == 23.5 else 422)
    if answer.status_code == 422:
        assert answer.get_json()["errors"][0]["pointer"] == "/send_at"
    watch.advance(hours=24)
    assert "template" in write(agent, path).get_json()["errors"][0]["remedy"]


@pytest.mark.parametrize(("code", "status"), [(63018, 201), (21610, 409)])
def test_what_failed_is_sent_once_more_where_it_makes_sense(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, code: int, status: int
) -> None:
    path, agent = written(bot), browser_of(bot, cast.shop, StaffRole.AGENT)
    message = write(agent, path).get_json()["id"]
    messenger.failures = [(SendError("no", "refused", code), False)]
    leave(bot, watch)
    retried = [agent.call("POST", f"{path}/messages/{message}/retry").status_code for _ in range(2)]
    assert retried == ([201, 200] if status == 201 else [409, 409])
    leave(bot, watch)
    assert messenger.texts.count("It is on its way.") == (status == 201)
