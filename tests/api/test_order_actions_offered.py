"""An action about an order is done only where the order as it stands offers it."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.desk import OrderActionTaken
from bot.db.orders import Order
from bot.db.requests import Request
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.api.test_order_actions import act, bought, told
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of a shop in which Asha has written."""
    post(bot, whatsapp_form("hello"))
    work(bot)
    return browser_of(bot, cast.shop, StaffRole.AGENT)


@pytest.mark.parametrize(
    ("action", "stage"),
    [
        ("return", "in_transit"),
        ("exchange", "in_transit"),
        ("reschedule", "delivered"),
        ("change_address", "delivered"),
        ("check_address", "delivered"),
        ("send_tracking", "delivered"),
        ("cancel", "delivered"),
        ("confirm_cod", ""),
    ],
)
def test_it_is_refused_with_what_is_offered(bot: Bot, cast: Cast, agent: Browser, action: str, stage: str) -> None:
    order_id = bought(bot, cast, stage)
    listed = agent.call("GET", f"/orders/{order_id}/actions").get_json()["actions"]
    refused = act(agent, order_id, action, detail="the blue one")
    assert refused.status_code == 409
    present = refused.get_json()["present"]
    assert present["offered"] == [one["action"] for one in listed]
    assert action not in present["offered"]
    assert (rows(bot, Request), rows(bot, OrderActionTaken), told(bot)) == ([], [], [])
    assert act(agent, order_id, "give_points", points=5).status_code == 200  # its key is still free


def test_the_same_again_is_answered_as_before_once_it_is_not_offered_any_more(
    bot: Bot, cast: Cast, agent: Browser
) -> None:
    order_id = bought(bot, cast, payment="cod")
    assert act(agent, order_id, "confirm_cod").status_code == 200
    with bot.database.writing.begin() as db:
        db.get_one(Order, order_id).status = "cancelled"
    assert act(agent, order_id, "confirm_cod").get_json()["outcome"] == "done"
    assert act(agent, order_id, "confirm_cod", "another").status_code == 409
