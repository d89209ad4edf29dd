"""A status answer links the shop's own tracking page, which is opened where nobody has opened it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.db.engine import Database
from bot.db.links import TrackingPage
from bot.db.orders import Order
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats


def link(told: Chat) -> str:
    lines = told.told[0]["values"]["details"]["lines"]
    return str(next(line["values"]["url"] for line in lines if line.get("key") == "parcel.track"))


def token(database: Database, number: str) -> str:
    with database.reading.begin() as db:
        page = select(TrackingPage.token).join(Order, Order.id == TrackingPage.order_id)
        return db.scalars(page.where(Order.number == number)).one()


@pytest.mark.parametrize(("name", "number"), [("Asha", "1042"), ("Rahul", "1043"), ("Kiran", "1047"), ("John", "1045")])
def test_it_links_the_page_of_the_order(chat: WhoChats, database: Database, name: str, number: str) -> None:
    customer = chat(name)
    customer.says("order_status", "where is my order")
    assert link(customer).endswith(f"/t/{token(database, number)}")


def test_it_links_the_same_page_again(chat: WhoChats) -> None:
    asha = chat("Asha")
    asha.says("order_status", "where is my order")
    first = link(asha)
    asha.says("ask_eta", "when does it come")
    assert link(asha) == first


def test_it_opens_a_page_anew_that_has_ended(chat: WhoChats, database: Database) -> None:
    asha = chat("Asha")
    asha.says("order_status", "where is my order")
    first = link(asha)
    with database.writing.begin() as db:
        db.execute(update(TrackingPage).values(expires_at=datetime.now(UTC) - timedelta(days=1)))
    asha.says("order_status", "where is my order")
    assert link(asha) != first
