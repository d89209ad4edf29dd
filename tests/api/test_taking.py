"""Conversations taken over, handed back, resolved and opened again by the API, and by two at once."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.changes import Change
from bot.db.conversations import Choice
from bot.db.desk import Stretch, TimelineEvent
from bot.db.inbox_settings import make_defaults
from bot.db.outgoing import OutgoingMessage
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.domain.consent import ConsentSource, Purpose
from bot.services.people import consent
from tests.api.people import Browser, browser_of
from tests.api.test_thread import whole, written
from tests.cast import Cast
from tests.driver import post, rows, send_all, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch


def act(browser: Browser, path: str, what: str, **body: Any) -> Any:
    """Do something with the conversation as it is now; what it is then."""
    seen = whole(browser, path)
    based = {"epoch": seen["epoch"]} if what in ("take", "hand-back") else {"version": seen["version"]}
    answer = browser.call("POST", f"{path}/{what}", based | body)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_of_two_who_take_one_wins_and_the_other_is_told_by_whom(bot: Bot, cast: Cast) -> None:
    path = written(bot)
    anjali, ravi = (browser_of(bot, cast.shop, StaffRole.OWNER) for _ in range(2))
    epoch = whole(ravi, path)["epoch"]
    first = anjali.call("POST", f"{path}/take", {"epoch": epoch})
    told = first.get_json()
    assert (first.status_code, told["owner"], told["composer"]["state"]) == (200, "agent", "open")
    assert anjali.call("POST", f"{path}/take", {"epoch": epoch}).status_code == 200  # hers already
    second = ravi.call("POST", f"{path}/take", {"epoch": epoch})
    assert second.status_code == 409
    assert second.get_json()["present"]["assignee_id"] == told["assignee_id"]
    assert "Owner" in second.get_json()["detail"]
    assert [entry.action for entry in rows(bot, AuditEntry)][-2:] == ["conversation.take", "conversation.take"]
    assert whole(ravi, path)["composer"]["state"] == "other"


def test_a_binding_assignee_is_the_only_one_to_answer(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db:
        decided = make_defaults(cast.shop)
        decided.binding_assignee = True
        db.add(decided)
    path = written(bot)
    anjali, ravi = (browser_of(bot, cast.shop, StaffRole.OWNER) for _ in range(2))
    taken = act(anjali, path, "take")
    for what, seen in (("take", {"epoch": taken["epoch"]}), ("resolve", {"version": taken["version"]})):
        assert ravi.call("POST", f"{path}/{what}", seen).status_code == 409
    assert act(anjali, path, "hand-back", instruction="wait  for\nit")["instruction"] == "wait for it"


@pytest.mark.parametrize(("button", "stars", "why"), [(0, 5, None), (2, 1, "low_rating")])
def test_it_asks_once_how_a_resolved_conversation_was(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, button: int, stars: int, why: str | None
) -> None:
    path, owner = written(bot), browser_of(bot, cast.shop, StaffRole.OWNER)
    act(owner, path, "take")
    told = act(owner, path, "resolve")
    assert (told["status"], told["owner"], told["waiting_since"], told["stretch"]) == (
        "resolved",
        "assistant",
        None,
        None,
    )
    send_all(bot)
    assert len(messenger.letters) == 1  # there is time to think again
    act(owner, path, "reopen")
    assert whole(owner, path)["owner"] == "agent"
    watch.advance(seconds=11)
    send_all(bot)
    assert len(messenger.letters) == 1
    act(owner, path, "resolve")
    watch.advance(seconds=11)
    send_all(bot)
    assert [len(letter.buttons) for letter in messenger.letters[1:]] == [3]
    choice = rows(bot, Choice)[-3:][button]
    for _ in range(2):
        post(bot, whatsapp_form(choice.title, ButtonPayload=choice.token, ButtonText=choice.title))
        work(bot)
    assert rows(bot, Stretch)[0].stars == stars
    assert [row.kind for row in rows(bot, Change)].count("customer") == 1  # their card shows it
    rated = [event.values["stars"] for event in rows(bot, TimelineEvent) if event.kind == "rated"]
    assert (rated, whole(owner, path)["needs_person_why"]) == ([stars], why)
    assert whole(owner, path)["status"] == ("open" if why else "resolved")
    act(owner, path, "take")
    post(bot, whatsapp_form(choice.title, ButtonPayload=choice.token, ButtonText=choice.title))
    work(bot)
    assert (whole(owner, path)["waiting_since"] is None) == (why is None)  # a tap asks a person for nothing


@pytest.mark.parametrize(("hours", "asked"), [(1, 1), (25, 0)])
def test_it_asks_once_how_help_was_that_was_handed_back(
    bot: Bot, cast: Cast, watch: Watch, hours: float, asked: int
) -> None:
    path, owner = written(bot), browser_of(bot, cast.shop, StaffRole.OWNER)
    act(owner, path, "take")
    act(owner, path, "hand-back")
    watch.advance(hours=hours)
    for text in ("thanks", "hello again"):
        post(bot, whatsapp_form(text))
        work(bot)
        act(owner, path, "resolve")
        watch.advance(seconds=11)
        send_all(bot)
        assert [row.key for row in rows(bot, OutgoingMessage)].count("helped.ask") == asked


def test_who_has_said_no_is_not_asked(bot: Bot, cast: Cast) -> None:
    path, owner = written(bot), browser_of(bot, cast.shop, StaffRole.OWNER)
    act(owner, path, "take")
    with bot.database.writing.begin() as db:
        consent.withdraw(db, int(path.rpartition("/")[2]), Purpose.ANY, ConsentSource.KEYWORD, "stop", bot.now())
    act(owner, path, "resolve")
    assert len(rows(bot, OutgoingMessage)) == 1


def test_a_customer_who_writes_again_is_not_asked_how_it_was(bot: Bot, cast: Cast, watch: Watch) -> None:
    path, owner = written(bot), browser_of(bot, cast.shop, StaffRole.OWNER)
    act(owner, path, "take")
    act(owner, path, "resolve")
    post(bot, whatsapp_form("one more thing"))
    work(bot)
    assert [row.ended_because for row in rows(bot, OutgoingMessage)] == [None, "reopened", None]
    assert whole(owner, path)["status"] == "open"
