"""What the shop's people do about an order: once, shown in the thread, told in the customer's language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from werkzeug.test import TestResponse

from bot.bootstrap import Bot
from bot.db.desk import OrderActionTaken, TimelineEvent
from bot.db.orders import Order, OrderItem, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import PointsEntry
from bot.db.requests import Request
from bot.db.shop import Offer
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from bot.domain.order_actions import AT, OrderAction
from tests.api.people import Browser, browser_of
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import Watch


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of a shop in which Asha has written."""
    post(bot, whatsapp_form("મારો ઓર્ડર ક્યાં છે?"))
    work(bot)
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def bought(bot: Bot, cast: Cast, stage: str = "", **more: Any) -> int:
    """An order of Asha's, with a parcel at a stage where one is named; its id."""
    now, shop = bot.now(), {"merchant_id": cast.shop}
    sent = [Parcel(**shop, courier="Delhivery", tracking_number="149022", stage=stage, stage_at=now)] if stage else []
    values = {"number": "1042", "payment": "paid", "total": 189900, "placed_at": now} | more
    with bot.database.writing.begin() as db:
        row = Order(**shop, customer_id=cast.asha, items=[OrderItem(title="Saree", price=1)], parcels=sent, **values)
        db.add(row)
        db.flush()
        return row.id


def act(browser: Browser, order_id: int, action: str, key: str = "k", **more: Any) -> TestResponse:
    """Do something about an order."""
    body = {"action": action} | more
    return browser.call("POST", f"/orders/{order_id}/actions", body, Idempotency_Key=key)


def told(bot: Bot) -> list[tuple[str | None, str, str]]:
    """What was said by somebody of the shop: key, locale, author."""
    return [(row.key, row.locale, row.author) for row in rows(bot, OutgoingMessage) if row.author == "agent"]


def test_an_order_is_cancelled_once_and_its_customer_told(bot: Bot, cast: Cast, agent: Browser) -> None:
    order_id = bought(bot, cast)
    for _ in range(2):
        answer = act(agent, order_id, "cancel")
        assert (answer.status_code, answer.get_json()["outcome"]) == (200, "done")
    assert rows(bot, Order)[0].status == "cancelled"
    assert told(bot) == [("cancel.done_paid", "gu", "agent")]
    assert [row.values["action"] for row in rows(bot, TimelineEvent)] == ["cancel"]
    assert {row.action for row in rows(bot, AuditEntry)} == {"order.cancel"}
    assert act(agent, order_id, "give_points", points=5).status_code == 409  # the key of something else


def test_what_has_left_is_not_cancelled_any_more(bot: Bot, cast: Cast, agent: Browser) -> None:
    order_id = bought(bot, cast, "shipped")
    offered = agent.call("GET", f"/orders/{order_id}/actions").get_json()["actions"]
    assert "cancel" not in {one["action"] for one in offered}
    assert act(agent, order_id, "cancel").status_code == 409
    assert (rows(bot, Order)[0].status, told(bot), rows(bot, OrderActionTaken)) == ("open", [], [])


@pytest.mark.parametrize("action", ["refund", "return", "exchange", "change_address", "reschedule", "resend_invoice"])
def test_what_the_team_does_is_written_down_with_a_reference(bot: Bot, cast: Cast, agent: Browser, action: str) -> None:
    order_id = bought(bot, cast, "delivered" if action in ("return", "exchange") else "in_transit")
    needed = {} if action == "resend_invoice" else {"detail": "the blue one"}
    if needed:
        assert act(agent, order_id, action).status_code == 422
    answer = act(agent, order_id, action, **needed)
    assert answer.status_code == 200, answer.get_json()
    [request] = rows(bot, Request)
    assert (request.reference, request.order_id) == (answer.get_json()["reference"], order_id)
    assert len(told(bot)) == 1
    assert "None" not in rows(bot, OutgoingMessage)[-1].text


def test_it_tells_nobody_where_nobody_is_to_be_told(bot: Bot, cast: Cast, agent: Browser) -> None:
    order_id = bought(bot, cast, "in_transit")
    assert act(agent, order_id, "resend_invoice", tell=False).get_json()["outgoing_id"] is None
    assert told(bot) == []
    assert act(agent, order_id, "send_tracking", "another").status_code == 200
    assert "/t/" in rows(bot, OutgoingMessage)[-1].text


def test_it_is_said_where_the_customer_is_not_told(bot: Bot, cast: Cast, agent: Browser, watch: Watch) -> None:
    watch.advance(hours=24)
    assert act(agent, bought(bot, cast), "resend_invoice").get_json()["outgoing_id"] is None


def test_gifts_have_their_limits(bot: Bot, cast: Cast, agent: Browser) -> None:
    order_id = bought(bot, cast)
    with bot.database.writing.begin() as db:
        db.add(Offer(merchant_id=cast.shop, code="DIWALI200", amount=20000, minimum=99900))
        db.add(Offer(merchant_id=cast.shop, code="OVER", amount=1, minimum=1, ends_on=date(2020, 1, 1)))
        db.add(Offer(merchant_id=cast.other_shop, code="THEIRS", amount=20000, minimum=99900))
    assert act(agent, order_id, "give_points", points=501).status_code == 403
    for points, status in ((0, 422), (-5, 422), (10, 200)):
        assert act(agent, order_id, "give_points", f"p{points}", points=points).status_code == status
    assert [row.points for row in rows(bot, PointsEntry)] == [10]
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert act(owner, order_id, "give_points", "much", points=5000).status_code == 200
    for code in ("THEIRS", "OVER", "diwali200'--"):
        assert act(agent, order_id, "give_code", "c1", code=code).status_code == 422
    assert act(agent, order_id, "give_code", "c2", code="DIWALI200").status_code == 200
    assert "DIWALI200" in rows(bot, OutgoingMessage)[-1].text
    card = agent.call("GET", f"/customers/{cast.asha}").get_json()
    assert ([one["code"] for one in card["codes"]], card["points"]) == (["DIWALI200"], 5010)


@pytest.mark.parametrize("action", ["cancel", "refund"])
def test_an_owner_alone_has_much_money_go_back(bot: Bot, cast: Cast, agent: Browser, action: str) -> None:
    order_id, wish = bought(bot, cast, total=500_001), {"detail": "torn"}
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    for browser, reserved in ((agent, True), (owner, False)):
        offered = browser.call("GET", f"/orders/{order_id}/actions").get_json()["actions"]
        assert {one["action"] for one in offered if one["owner_only"]} == ({"cancel", "refund"} if reserved else set())
        assert all(one["effect"] for one in offered)
    assert act(agent, order_id, action, **wish).status_code == 403
    assert (rows(bot, Order)[0].status, rows(bot, Request), told(bot)) == ("open", [], [])
    settings = {"version": 1, "refund_limit": 500_001}
    assert owner.call("PATCH", "/settings/inbox", settings).get_json()["refund_limit"] == 500_001
    assert act(agent, order_id, action, **wish).status_code == 200


def test_cash_is_confirmed(bot: Bot, cast: Cast, agent: Browser) -> None:
    order_id = bought(bot, cast, payment="cod")
    assert act(agent, order_id, "confirm_cod").status_code == 200
    assert rows(bot, Order)[0].cod_confirmed_at == bot.now()
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    assert stranger.call("GET", f"/orders/{order_id}/actions").status_code == 404


def test_every_action_is_offered_somewhere() -> None:
    assert set(AT) == set(OrderAction)
    assert all(AT.values())
