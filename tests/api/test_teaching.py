"""Teaching by the API: what was got wrong, marked, taught, kept, trained; by whom, and without anything of a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.shop import FaqText, FaqTopic
from bot.db.staff import AuditEntry
from bot.db.teaching import TaughtExample
from bot.domain.access import StaffRole
from bot.domain.timeline import TimelineKind
from bot.services.catalogue.answers import list_entries
from bot.services.desk.timeline import note_event
from tests.api.inbox import add
from tests.api.lessons import FALL, read
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import rows


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """The browser of somebody at the inbox."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def wrong(browser: Browser) -> Any:
    """What was got wrong, in groups."""
    return browser.call("GET", "/teaching/wrong").get_json()["groups"]


def test_what_was_got_wrong_is_put_together_without_numbers_and_names(bot: Bot, cast: Cast, agent: Browser) -> None:
    talk = add(bot, cast)
    for text, intent, sure in (
        (FALL, "out_of_scope", 0.28),
        ("શું સાડી સાથે ફૉલ બીડિંગ કરી આપો છો", "nlu_fallback", 0.15),
        ("hello I am Asha, call +91 98000 00001", "greet", 0.4),
        ("where is 1042", "order_status", 0.99),
    ):
        read(bot, cast, text, intent, sure, conversation_id=talk)
    groups = wrong(agent)
    assert [(one["times"], one["messages"][0]["text"]) for one in groups] == [
        (2, "શું સાડી સાથે ફૉલ બીડિંગ કરી આપો છો"),
        (1, "hello I am {name}, call {phone}"),
    ]
    late = read(bot, cast, "is it there", conversation_id=talk)
    with bot.database.writing.begin() as db:
        row = db.get_one(Conversation, talk)
        note_event(db, row, TimelineKind.NEEDS_PERSON, bot.now() + timedelta(minutes=3))
    whys = {one["messages"][0]["id"]: one["messages"][0]["why"] for one in wrong(agent)}
    assert whys.pop(late) == "handed_over"
    assert set(whys.values()) == {"unsure"}
    agent.call("PUT", f"/conversations/{talk}/messages/in-{late}/mark", {"wrong": False})
    marked = read(bot, cast, "where is 1043", conversation_id=talk)
    path = f"/conversations/{talk}/messages/in-{marked}/mark"
    for _ in range(2):
        assert agent.call("PUT", path, {"wrong": True}).status_code == 200
    assert len(wrong(agent)) == 3
    assert agent.call("PUT", path, {"wrong": False}).status_code == 200
    assert len(wrong(agent)) == 2
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert other.call("PUT", path, {"wrong": True}).status_code == 404
    assert other.call("GET", "/teaching/wrong").get_json() == {"groups": []}


def test_it_is_taught_once_and_conflicts_are_shown_before(bot: Bot, cast: Cast, agent: Browser) -> None:
    talk = add(bot, cast)
    source = read(bot, cast, FALL, "out_of_scope", 0.28, conversation_id=talk)
    lesson = {"text": FALL, "locale": "gu", "intent": "ask_product", "message_id": source}
    made = agent.call("POST", "/teaching/examples", lesson)
    assert (made.status_code, agent.call("POST", "/teaching/examples", lesson).status_code) == (201, 200)
    assert agent.call("GET", "/teaching/wrong").get_json() == {"groups": []}
    otherwise = lesson | {"intent": "ask_care"}
    refused = agent.call("POST", "/teaching/examples", otherwise)
    assert (refused.status_code, "ask_product" in refused.get_json()["detail"]) == (409, True)
    greeting = {"text": "hello", "locale": "en", "intent": "cancel_order"}
    [known] = agent.call("POST", "/teaching/conflicts", greeting).get_json()["conflicts"]
    assert (known["kind"], known["intent"]) == ("known", "greet")
    changed = agent.call("POST", "/teaching/examples", otherwise | {"anyway": True})
    assert (changed.status_code, changed.get_json()["intent"]) == (200, "ask_care")
    for field, bad in (("intent", {"intent": "no_such"}), ("locale", {"locale": "xx"}), ("text", {"text": "?"})):
        answer = agent.call("POST", "/teaching/examples", lesson | bad)
        assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, f"/{field}")
    assert agent.call("DELETE", f"/teaching/examples/{changed.get_json()['id']}").status_code == 204
    assert rows(bot, TaughtExample) == []
    assert "example.add" in [entry.action for entry in rows(bot, AuditEntry)]


def test_a_topic_hears_what_is_taught_at_once_and_forgets_it(bot: Bot, cast: Cast, agent: Browser) -> None:
    with bot.database.writing.begin() as db:
        text = FaqText(locale="gu", question="ફૉલ પીકો?", answer="હા, કરી આપીએ છીએ.")
        db.add(FaqTopic(merchant_id=cast.shop, slug="fall_pico", texts=[text]))
    assert agent.call("GET", "/teaching/meanings").get_json()["topics"] == ["fall_pico"]
    lesson = {"text": FALL, "locale": "gu", "topic": "fall_pico"}
    made = agent.call("POST", "/teaching/examples", lesson).get_json()
    with bot.database.reading.begin() as db:
        assert (made["intent"], list_entries(db, cast.shop)[0].asked_as) == ("out_of_scope", (FALL,))
    agent.call("DELETE", f"/teaching/examples/{made['id']}")
    with bot.database.reading.begin() as db:
        assert list_entries(db, cast.shop)[0].asked_as == ()
