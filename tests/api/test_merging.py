"""Two customers who are one person: all is the one's then, and every no of either stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from bot.bootstrap import Bot
from bot.db.base import Base
from bot.db.broadcasts import BroadcastRecipient
from bot.db.orders import Order
from bot.db.people import Consent, Customer, PointsEntry
from bot.domain.access import StaffRole
from bot.services.people.consent import list_withdrawn
from bot.services.people.merging import MOVED
from tests.api.people import Browser, browser_of
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.services.shelf import change


@pytest.fixture
def agent(bot: Bot, cast: Cast) -> Browser:
    """An agent of a shop to which Asha has written; John has bought, has points, and said no to offers long ago."""
    post(bot, whatsapp_form("hello"))
    work(bot)
    johns = {"merchant_id": cast.shop, "customer_id": cast.john}
    word = {"channel": "whatsapp", "purpose": "marketing", "source": "chat", "at": bot.now()}
    with bot.database.writing.begin() as db:
        db.add(Order(**johns, number="1042", payment="paid", total=100, placed_at=bot.now()))
        db.add(PointsEntry(**johns, points=30, reason="order", at=bot.now()))
        db.add(Consent(**johns, **word, granted=False))
        db.flush()
        db.add(Consent(**johns | {"customer_id": cast.asha}, **word, granted=True))
    return browser_of(bot, cast.shop, StaffRole.AGENT)


def merge(browser: Browser, kept: int, other: int) -> Any:
    """What the API answers to a wish to make two one."""
    return browser.call("POST", f"/customers/{kept}/merge", {"other_id": other})


def test_all_of_the_other_is_the_ones(bot: Bot, cast: Cast, agent: Browser) -> None:
    for _ in range(2):
        card = merge(agent, cast.asha, cast.john).get_json()
        assert (card["id"], card["phones"], card["points"]) == (cast.asha, [ASHA, JOHN], 30)
    assert [row.customer_id for row in rows(bot, Order)] == [cast.asha]
    said = {(one["channel"], one["purpose"]): one["agreed"] for one in card["consents"]}
    assert said[("whatsapp", "marketing")] is False  # the newer yes is another's
    assert said[("whatsapp", "utility")] is None
    with bot.database.reading.begin() as db:
        assert list_withdrawn(db, cast.asha, "whatsapp") == {"marketing"}
        for table in MOVED:
            assert not db.scalar(select(func.count()).where(table.customer_id == cast.john)), table
    assert len(rows(bot, Consent)) == 3
    gone = agent.call("GET", f"/customers/{cast.john}")
    assert (gone.status_code, f"/customers/{cast.asha}" in gone.get_json()["detail"]) == (404, True)
    assert [one["id"] for one in agent.call("GET", "/customers").get_json()["customers"]] == [cast.asha]


def test_it_is_refused_where_it_would_be_wrong(bot: Bot, cast: Cast, agent: Browser) -> None:
    assert merge(agent, cast.asha, cast.asha).status_code == 409
    assert merge(agent, cast.asha, cast.meera).status_code == 404
    assert merge(agent, cast.meera, cast.asha).status_code == 404
    change(bot, Customer, cast.john, birthday="02-29")
    change(bot, Customer, cast.asha, birthday="03-01")
    assert merge(agent, cast.asha, cast.john).status_code == 409
    change(bot, Customer, cast.asha, birthday=None)
    owner = browser_of(bot, cast.shop, StaffRole.OWNER)
    assert owner.call("DELETE", f"/customers/{cast.asha}").status_code == 204
    for kept, other in ((cast.asha, cast.john), (cast.john, cast.asha)):
        assert merge(agent, kept, other).status_code == 409
    assert [row.customer_id for row in rows(bot, Order)] == [cast.john]


def test_nothing_that_belongs_to_a_customer_is_left_out() -> None:
    theirs = {
        mapper.class_
        for mapper in Base.registry.mappers
        for key in mapper.local_table.foreign_keys
        if key.target_fullname == "customer.id"
    }
    assert theirs == {*MOVED, BroadcastRecipient}  # whose places are merged with more care: services.people.places
