"""Carts: reminded of while nothing came of them, closed for good by an order, credited when a reminder won it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.conversations import Conversation
from bot.db.links import Link
from bot.db.notices import Notice
from bot.db.orders import Cart
from bot.db.outgoing import OutgoingMessage
from bot.domain.news import CartNews, Person
from tests.cast import ASHA, JOHN
from tests.fakes import START
from tests.teller import LAMP, SAREE, Teller, order_news

PERSON = Person(external_id="9001", phones=(ASHA,))


def cart_news(minutes: float = 0, **changes: Any) -> CartNews:
    at = START + timedelta(minutes=minutes)
    return replace(CartNews("tok-1", (SAREE, LAMP), "INR", at, PERSON, "https://rangoli.example/c/1"), **changes)


def ordered(hours: float, **changes: Any) -> Any:
    at = START + timedelta(hours=hours)
    return order_news(**{"placed_at": at, "version_at": at, **changes})


def cart(teller: Teller, token: str = "tok-1") -> Cart:
    teller.db.flush()
    teller.db.expire_all()
    return teller.db.scalars(select(Cart).where(Cart.token == token)).one()


def planned(teller: Teller) -> list[datetime]:
    query = select(Notice.due_at).where(Notice.state == "planned", Notice.rule.startswith("cart"))
    return sorted(teller.db.scalars(query))


def remind(teller: Teller, at: datetime) -> None:
    """A reminder leaves for Asha's phone."""
    notice = teller.db.scalars(select(Notice).where(Notice.rule == "cart_1")).first()
    talk = Conversation(
        merchant_id=teller.cast.shop,
        public_id="c_1",
        customer_id=teller.cast.asha,
        channel="whatsapp",
        address=ASHA,
        our_address="+917900000000",
        created_at=START,
    )
    values = {"merchant_id": teller.cast.shop, "lane": "notice", "purpose": "marketing", "author": "system"}
    values |= {"token": "t1", "locale": "gu", "text": "Your cart", "state": "accepted", "queued_at": at}
    assert notice is not None
    teller.db.add(OutgoingMessage(**values, conversation=talk, notice_id=notice.id, accepted_at=at))
    teller.db.flush()


def test_it_begins_a_chain_and_begins_it_again_when_the_cart_changes(teller: Teller) -> None:
    teller.tell(cart_news())
    assert planned(teller)[0] == START + timedelta(hours=1)
    teller.now = START + timedelta(minutes=30)
    teller.tell(cart_news(30, lines=(SAREE,)))
    assert planned(teller)[0] == START + timedelta(minutes=90)
    assert [item.title for item in cart(teller).items] == ["Bandhani saree"]


def test_it_ignores_old_versions_and_carts_of_nobody(teller: Teller) -> None:
    teller.tell(cart_news(10))
    assert teller.tell(cart_news(5)).ignored == "old news"
    assert teller.tell(cart_news(10)).ignored == "known already"
    nobody = cart_news(token="tok-2", person=Person(email="asha@example.com"))
    assert teller.tell(nobody).ignored == "a cart without a phone number"
    assert teller.db.scalar(select(Cart.id).where(Cart.token == "tok-2")) is None


@pytest.mark.parametrize("end", [{"completed_at": START + timedelta(minutes=5)}, {"gone": True}, {"lines": ()}])
def test_it_stops_when_the_cart_comes_to_something_or_to_nothing(teller: Teller, end: dict[str, Any]) -> None:
    teller.tell(cart_news(), cart_news(5, **end))
    assert planned(teller) == []


def test_it_never_opens_a_completed_cart_again(teller: Teller) -> None:
    teller.tell(cart_news(), cart_news(5, completed_at=START + timedelta(minutes=5)), cart_news(9))
    assert planned(teller) == []
    assert cart(teller).completed_at == START + timedelta(minutes=5)


def test_it_finds_a_deleted_cart_by_its_other_names(teller: Teller) -> None:
    teller.tell(cart_news(other_tokens=("12345", "c-1")))
    assert teller.tell(CartNews("12_45", (), "INR", START, gone=True)).ignored
    teller.tell(CartNews("7", (), "INR", START + timedelta(minutes=1), other_tokens=("12345",), gone=True))
    assert planned(teller) == []


def test_it_stops_every_chain_of_whoever_orders(teller: Teller) -> None:
    teller.tell(cart_news(), cart_news(9, token="tok-2"), ordered(1, cart_tokens=("tok-2",)))
    assert planned(teller) == []
    assert cart(teller).completed_at is not None


def test_it_stops_the_cart_an_order_names_under_another_phone(teller: Teller) -> None:
    teller.tell(cart_news(), ordered(1, person=Person(phones=(JOHN,)), cart_tokens=("tok-1",)))
    assert planned(teller) == []


def test_it_leaves_a_cart_that_is_younger_than_an_order_told_late(teller: Teller) -> None:
    teller.tell(cart_news(), ordered(-24 * 300))
    assert planned(teller)


def test_it_closes_a_cart_at_once_that_is_told_after_its_order(teller: Teller) -> None:
    teller.tell(ordered(1, cart_tokens=("c-9",)), cart_news(90, other_tokens=("c-9",)))
    assert cart(teller).completed_at is not None
    teller.tell(cart_news(0, token="tok-2"), cart_news(200, token="tok-3"))
    assert cart(teller, "tok-2").completed_at is not None
    assert cart(teller, "tok-3").completed_at is None


def test_it_credits_the_reminder_an_order_followed(teller: Teller) -> None:
    teller.tell(cart_news())
    remind(teller, START + timedelta(hours=1))
    teller.tell(ordered(2), ordered(3, external_id="502"))
    won = cart(teller)
    assert (won.recovered_by, won.recovered_amount, won.recovered_order_id) == ("order", 429700, teller.order().id)


def test_it_credits_the_link_when_it_was_tapped(teller: Teller) -> None:
    teller.tell(cart_news())
    remind(teller, START + timedelta(hours=1))
    values = {"merchant_id": teller.cast.shop, "token": "l1", "url": "https://rangoli.example", "expires_at": START}
    teller.db.add(Link(**values, created_at=START, cart_id=cart(teller).id, clicks=1))
    teller.tell(cart_news(100, completed_at=START + timedelta(hours=2)), ordered(2, cart_tokens=("tok-1",)))
    assert cart(teller).recovered_by == "link"


@pytest.mark.parametrize("hours", [0.5, 24 * 8 + 2])
def test_it_credits_no_order_before_a_reminder_or_long_after(teller: Teller, hours: float) -> None:
    teller.tell(cart_news())
    remind(teller, START + timedelta(hours=1))
    teller.tell(ordered(hours))
    assert (cart(teller).recovered_by, cart(teller).completed_at is None) == (None, False)
