"""Customers and their orders and requests, as the shop's people see them beside the chat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.desk import Note, Stretch
from bot.db.links import TrackingPage
from bot.db.orders import Order, OrderItem, Parcel, Sighting
from bot.db.people import Consent, Identity, PointsEntry
from bot.db.requests import Rating
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.requests import RequestKind
from bot.services.desk.requests import NewRequest, open_request
from tests.api.people import Browser, add_person, browser_of
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.services.shelf import change


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of the cast's shop."""
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def asked(browser: Browser, path: str) -> Any:
    """What the API answers."""
    answer = browser.call("GET", path)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def names(browser: Browser, q: str) -> list[str]:
    """Whom a search for customers finds."""
    return [one["name"] for one in asked(browser, f"/customers?q={q}")["customers"]]


def bought(bot: Bot, cast: Cast) -> int:
    """An order of Asha's with a parcel that a courier has seen twice; its id."""
    now, shop = bot.now(), {"merchant_id": cast.shop}
    line = OrderItem(title="Bandhani saree", price=189900)
    parcel = Parcel(**shop, courier="Delhivery", tracking_number="149022", stage="in_transit", stage_at=now)
    values = {"number": "IN-1042", "payment": "cod", "total": 189900, "placed_at": now, "ship_city": "Surat"}
    row = Order(**shop, customer_id=cast.asha, items=[line], parcels=[parcel], **values)
    with bot.database.writing.begin() as db:
        db.add(row)
        db.flush()
        for hours, milestone in enumerate(("shipped", "in_transit")):
            seen = {"milestone": milestone, "at": now + timedelta(hours=hours), "heard_at": now}
            db.add(Sighting(parcel_id=parcel.id, **seen))
        db.add(
            TrackingPage(**shop, order_id=row.id, token="t" * 20, created_at=now, expires_at=now + timedelta(days=9))
        )
        return row.id


def test_orders_stand_beside_the_chat_with_what_their_couriers_said(bot: Bot, cast: Cast, agent: Browser) -> None:
    order_id = bought(bot, cast)
    [order] = asked(agent, f"/customers/{cast.asha}/orders")["orders"]
    assert order == asked(agent, f"/orders/{order_id}")
    assert (order["number"], order["to_pay"], order["address"]["city"]) == ("IN-1042", 189900, "Surat")
    assert order["page"].endswith("/t/" + "t" * 20)
    [parcel] = order["parcels"]
    assert [one["milestone"] for one in parcel["sightings"]] == ["in_transit", "shipped"]
    assert asked(agent, f"/customers/{cast.john}/orders")["orders"] == []
    assert browser_of(bot, cast.other_shop, StaffRole.OWNER).call("GET", f"/orders/{order_id}").status_code == 404


def test_customers_are_found_by_what_is_known_of_them(bot: Bot, cast: Cast, agent: Browser) -> None:
    bought(bot, cast)
    assert names(agent, "") == ["John D'Souza", "Asha Patel"]
    for q in ("asha", "Patel asha", "00001", "9800000001", "1042", "IN-1042", "%2B91 98000 00001", "१०४२", "149022"):
        assert names(agent, q) == ["Asha Patel"], q
    for q in ("meera", "%25", "' OR 1=1 --", "999999", "1", "01"):
        assert names(agent, q) == [], q
    assert agent.call("GET", "/customers?q=" + "x" * 101).status_code == 400
    assert agent.call("GET", "/customers?before=sound-x").status_code == 400
    page = asked(agent, "/customers?limit=1")
    [following] = asked(agent, f"/customers?limit=1&before={page['next']}")["customers"]
    assert following["name"] == "Asha Patel"
    assert asked(agent, f"/customers?limit=1&before={cast.asha}")["next"] is None


def test_a_card_has_all_that_stands_beside_the_chat(bot: Bot, cast: Cast, agent: Browser) -> None:
    post(bot, whatsapp_form())
    work(bot)
    now, of = bot.now(), {"merchant_id": cast.shop, "customer_id": cast.asha}
    word = {"channel": "whatsapp", "purpose": "marketing", "source": "chat", "at": now}
    with bot.database.writing.begin() as db:
        db.add(Rating(**of, stars=2, words="late", dedupe_key="r", at=now))
        db.add(PointsEntry(**of, points=30, reason="order", at=now))
        db.add(Consent(**of, granted=False, **word))
        db.add(Identity(**of, kind="whatsapp_user", value="IN.asha1"))
        talk = {"merchant_id": cast.shop, "conversation_id": rows(bot, Conversation)[0].id}
        db.add(Note(**talk, text="call after six", at=now))
        db.add(Stretch(**talk, why="asked", opened_at=now, stars=5, resolved_at=now))
    card = asked(agent, f"/customers/{cast.asha}")
    assert (card["points"], card["phones"], card["handles"]) == (30, [ASHA], ["IN.asha1"])
    assert card["ratings"][0]["stars"] == 2
    assert [(one["why"], one["stars"]) for one in card["stretches"]] == [("asked", 5)]
    assert [one["text"] for one in card["notes"]] == ["call after six"]
    ravi = add_person(bot, cast.shop, "ravi@example.in", StaffRole.AGENT)
    change(bot, Conversation, talk["conversation_id"], assignee_id=ravi)
    hidden = asked(agent, f"/customers/{cast.asha}")
    assert (hidden["notes"], hidden["stretches"], hidden["conversation_ids"]) == ([], [], [])
    said = {(one["channel"], one["purpose"]): one["agreed"] for one in card["consents"]}
    assert said[("whatsapp", "marketing")] is False
    assert said[("sms", "utility")] is None


def test_numbers_are_masked_for_agents_where_the_shop_says_so(bot: Bot, cast: Cast, agent: Browser) -> None:
    change(bot, Merchant, cast.shop, agents_see_numbers=False)
    assert asked(agent, f"/customers/{cast.asha}")["phones"] == ["+91 ••••• 00001"]
    assert names(agent, "00001") == names(agent, "9900000001") == ["Asha Patel"]  # what stands before is not told
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert asked(owner, f"/customers/{cast.john}")["phones"] == [JOHN]


def test_a_correction_is_based_on_what_stood_there(bot: Bot, cast: Cast, agent: Browser) -> None:
    path = f"/customers/{cast.asha}"
    wish = {"name": "Asha P.", "name_was": "Asha Patel", "locale": "hi", "locale_was": "gu"}
    for _ in range(2):
        changed = agent.call("PATCH", path, wish)
        assert (changed.status_code, changed.get_json()["locale_chosen"]) == (200, True)
    late = agent.call("PATCH", path, {"name": "Asha Q.", "name_was": "Asha Patel"})
    assert (late.status_code, late.get_json()["present"]["name"]) == (409, "Asha P.")
    assert agent.call("PATCH", path, {"locale": "fr"}).status_code == 422
    assert asked(agent, path)["name"] == "Asha P."


def test_a_request_is_closed_once(bot: Bot, cast: Cast, agent: Browser) -> None:
    with bot.database.writing.begin() as db:
        wish = NewRequest(cast.asha, None, None, RequestKind.INVOICE, "please", "key", "R-1")
        reference = open_request(db, cast.shop, wish, bot.now()).reference
    assert [one["reference"] for one in asked(agent, "/requests")["requests"]] == [reference]
    for _ in range(2):
        assert agent.call("PATCH", f"/requests/{reference}", {"state": "done"}).get_json()["state"] == "done"
    assert agent.call("PATCH", f"/requests/{reference}", {"state": "refused"}).status_code == 409
    assert asked(agent, "/requests")["requests"] == []
    assert asked(agent, f"/customers/{cast.asha}/requests")["requests"][0]["state"] == "done"
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("PATCH", f"/requests/{reference}", {"state": "done"}).status_code == 404
