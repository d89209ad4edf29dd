"""Why the assistant answered so: by the API, at messages of both sides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.bootstrap import Bot
from bot.db.orders import Order
from bot.db.teaching import MessageReading
from bot.domain.access import StaffRole
from bot.domain.retention import KeptKind
from bot.ports import Said
from bot.services.privacy import emptying, retention
from tests.api.people import browser_of
from tests.cast import ASHA, STRANGER, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue
from tests.services import shelf

READING: dict[str, Any] = {
    "ranking": [["order_status", 0.91], ["ask_eta", 0.05], ["ask_delay", 0.01]],
    "entities": [["order_number", "1042"], ["phone", "+919800000001"]],
    "actions": ["action_order_status"],
    "model": "abc",
}


def _asked(bot: Bot, dialogue: FakeDialogue, text: str, sender: str = ASHA) -> None:
    dialogue.reading = READING
    dialogue.says = lambda turn: (Said(None, {"number": "1042"}, text="It comes."),)
    post(bot, whatsapp_form(text, sender=sender))
    work(bot)


def test_it_tells_the_guesses_the_mentions_and_the_order_of_then(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    shelf.stock(bot, cast)
    _asked(bot, dialogue, "where is 1042?")
    with bot.database.writing.begin() as db:
        for order in db.query(Order):
            order.status = "cancelled"
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    told = agent.call("GET", "/conversations/1/messages/in-1/why").get_json()
    assert told == agent.call("GET", "/conversations/1/messages/out-1/why").get_json()
    assert (told["by"], told["text"], told["is_kept"], told["model"]) == ("model", "where is 1042?", True, "abc")
    assert [one["intent"] for one in told["guesses"]] == ["order_status", "ask_eta", "ask_delay"]
    assert {one["kind"]: one["value"] for one in told["found"]} == dict(READING["entities"])
    assert (told["actions"], told["order"]["number"]) == (["action_order_status"], "1042")
    assert told["order"]["stage"] != "cancelled"


def test_nobody_is_told_the_state_of_an_order_of_somebody_else(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    shelf.stock(bot, cast)
    _asked(bot, dialogue, "where is 1042?", sender=STRANGER)
    [reading] = rows(bot, MessageReading)
    assert reading.order_then == {}


def test_it_says_what_was_decided_without_reading(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    _asked(bot, dialogue, "stop")
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    told = agent.call("GET", "/conversations/1/messages/in-1/why").get_json()
    assert (told["by"], told["guesses"], told["is_kept"]) == ("rule", [], False)
    for path in ("in-99", "out-99"):
        assert agent.call("GET", f"/conversations/1/messages/{path}/why").status_code == 404
    other = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert other.call("GET", "/conversations/1/messages/in-1/why").status_code == 404


def test_it_goes_with_its_days_and_with_its_person(bot: Bot, cast: Cast, dialogue: FakeDialogue) -> None:
    _asked(bot, dialogue, "where is it?")
    _asked(bot, dialogue, "and now?")
    with bot.database.writing.begin() as db:
        assert retention.prune(db, KeptKind.READINGS, cast.shop, 90, bot.now()) == 0
        emptying.empty_people(db, cast.other_shop, [cast.asha], bot.now())
    assert len(rows(bot, MessageReading)) == 2
    with bot.database.writing.begin() as db:
        assert retention.prune(db, KeptKind.READINGS, cast.shop, 90, bot.now() + timedelta(days=91)) == 2
    _asked(bot, dialogue, "where is it then?")
    assert len(rows(bot, MessageReading)) == 1
    with bot.database.writing.begin() as db:
        emptying.empty_people(db, cast.shop, [cast.asha], bot.now())
    assert rows(bot, MessageReading) == []
