"""A customer is asked whether an order's address is right: once, in their language, and the answer is a person's."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.channels.twilio.pins import read_pin
from bot.db.conversations import Conversation
from bot.db.desk import TimelineEvent
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.domain.locale import CODES
from bot.locales.catalogue import fields, sentence
from tests.api.people import Browser, browser_of
from tests.api.test_order_actions import act, bought, told
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import Watch

HOME = {"ship_name": "Asha Patel", "ship_address": "14  Shivam\nFlats", "ship_city": "Ahmedabad", "ship_pin": "380015"}
PIN = {"Latitude": "23.0225", "Longitude": "72.5714", "Address": "CG Road", "NumMedia": "0"}


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of a shop in which Asha has written."""
    post(bot, whatsapp_form("મારો ઓર્ડર ક્યાં છે?"))
    work(bot)
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def address(browser: Browser, order_id: int) -> Any:
    """Where an order goes, as it is told."""
    return browser.call("GET", f"/orders/{order_id}").get_json()["address"]


def test_it_is_asked_once_and_the_assistant_leaves_the_answer_alone(bot: Bot, cast: Cast, agent: Browser) -> None:
    order_id = bought(bot, cast, **HOME)
    for _ in range(2):
        answer = act(agent, order_id, "check_address", tell=False)  # it is the question itself
        assert answer.status_code == 200, answer.text
    assert told(bot) == [("desk.address", "gu", "agent")]
    asked = rows(bot, OutgoingMessage)[-1]
    assert "Asha Patel, 14 Shivam Flats, Ahmedabad 380015" in asked.text
    assert [row.kind for row in rows(bot, TimelineEvent)] == ["taken", "order_action"]
    assert {row.action for row in rows(bot, AuditEntry)} == {"order.check_address"}
    [talk] = rows(bot, Conversation)
    assert talk.owner == "agent"
    assert talk.waiting_since is None
    before = len(rows(bot, OutgoingMessage))
    for text, more in (("yes", {}), ("", PIN)):
        post(bot, whatsapp_form(text, **more))
        work(bot)
    assert len(rows(bot, OutgoingMessage)) == before
    assert rows(bot, Order)[0].status == "open"


def test_where_they_say_they_are_stands_beside_the_address_and_in_the_thread(
    bot: Bot, cast: Cast, agent: Browser, watch: Watch
) -> None:
    order_id = bought(bot, cast, **HOME)
    post(bot, whatsapp_form("", **PIN))  # before anybody asked: of something else
    watch.advance(seconds=5)
    assert act(agent, order_id, "check_address").status_code == 200
    assert (address(agent, order_id)["asked_at"] is None, address(agent, order_id)["place"]) == (False, None)
    watch.advance(seconds=5)
    post(bot, whatsapp_form("", **PIN))
    place = {"latitude": 23.0225, "longitude": 72.5714, "label": "", "address": "CG Road"}
    assert address(agent, order_id)["place"] == place
    thread = agent.call("GET", f"/conversations/{rows(bot, Conversation)[0].id}/timeline").get_json()["items"]
    assert [one["place"] for one in thread if one["what"] == "message" and one["place"]] == [place, place]


def test_nothing_is_asked_outside_the_window_and_it_is_said_why(
    bot: Bot, cast: Cast, agent: Browser, watch: Watch
) -> None:
    watch.advance(hours=24)
    order_id = bought(bot, cast, **HOME)
    offered = agent.call("GET", f"/orders/{order_id}/actions").get_json()["actions"]
    assert {one["action"]: one["hindrance"] for one in offered if one["asks"]} == {"check_address": "window_shut"}
    answer = act(agent, order_id, "check_address")
    assert (answer.status_code, "template" in answer.get_json()["detail"]) == (409, True)
    assert (told(bot), rows(bot, TimelineEvent), rows(bot, Conversation)[0].owner) == ([], [], "assistant")


def test_of_what_has_no_address_or_has_arrived_nothing_is_asked(bot: Bot, cast: Cast, agent: Browser) -> None:
    for key, order_id in (("a", bought(bot, cast)), ("b", bought(bot, cast, "delivered", number="1043", **HOME))):
        assert act(agent, order_id, "check_address", key).status_code == 409
    assert told(bot) == []
    assert rows(bot, Conversation)[0].owner == "assistant"


@pytest.mark.parametrize("locale", CODES)
def test_every_language_asks_with_the_number_and_the_address(locale: str) -> None:
    assert fields(sentence(locale, "desk.address")) == {"number", "address"}


@pytest.mark.parametrize(
    "hostile",
    [
        {},
        {"Latitude": "91", "Longitude": "1"},
        {"Latitude": "nan", "Longitude": "1"},
        {"Latitude": ["1", "2"], "Longitude": "1"},
        {"Latitude": "<b>", "Longitude": ""},
    ],
)
def test_a_place_that_is_nowhere_is_none(hostile: dict[str, Any]) -> None:
    assert read_pin(hostile) is None
