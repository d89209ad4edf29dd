"""What is in my cart: its lines, what they come to, where to go on; that it is empty."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.db.engine import Database
from bot.db.orders import Cart
from bot.db.people import Customer
from bot.db.shop import Merchant, Product
from bot.domain.locale import CODES
from bot.locales.catalogue import say
from tests.actions.conftest import NOBODY, WhoChats


def test_the_cart_is_told_with_its_total_and_link(chat: WhoChats) -> None:
    farida = chat("Farida")
    farida.locale = "hi-Latn"
    assert farida.says("ask_cart", "mere cart me kya kya pada hai?") == ["cart.answer"]
    told = say("hi-Latn", "cart.answer", farida.told[0]["values"])
    for part in ("Banarasi silk saree: ₹6,499", "Peetal ka diya set: ₹849", "Block print lamp: ₹1,899", "₹9,247"):
        assert part in told
    assert "https://rangolihandlooms.example/cart/cart-farida-1" in told


@pytest.mark.parametrize("locale", CODES)
def test_it_is_told_in_every_language(chat: WhoChats, locale: str) -> None:
    farida = chat("Farida")
    farida.locale = locale
    farida.says("ask_cart", "cart")
    told = say(locale, "cart.answer", farida.told[0]["values"])
    assert told.count("•") == 3
    assert told.count("\n") == 5


def test_who_has_nothing_in_it_is_told_so(chat: WhoChats) -> None:
    assert chat(NOBODY).says("ask_cart", "what's in my cart") == ["cart.none"]


def test_a_cart_that_was_ordered_is_empty_and_what_is_sold_out_is_marked(chat: WhoChats, database: Database) -> None:
    with database.writing.begin() as db:
        db.execute(update(Product).where(Product.sku == "LMP-BLOCK").values(stock=0))
    farida = chat("Farida")
    farida.says("ask_cart", "my cart")
    keys = [line["key"] for line in farida.told[0]["values"]["lines"]["lines"]]
    assert keys == ["product.line", "product.line", "product.line_out"]
    with database.writing.begin() as db:
        db.execute(update(Cart).values(completed_at=datetime.now(UTC)))
    assert farida.says("ask_cart", "my cart") == ["cart.none"]


def test_the_newest_cart_counts_and_no_link_leads_to_strangers(chat: WhoChats, database: Database) -> None:
    with database.writing.begin() as db:
        farida = db.scalars(select(Customer).where(Customer.name.like("Farida%"))).one()
        old = db.scalars(select(Cart).where(Cart.customer_id == farida.id)).one()
        old.recovery_url = "https://phishing.example/cart"
        db.add(Cart(merchant_id=farida.merchant_id, customer_id=farida.id, token="empty", updated_at=datetime.now(UTC)))
    chatting = chat("Farida")
    assert chatting.says("ask_cart", "my cart") == ["cart.answer"]
    assert "phishing" not in str(chatting.told)


def test_another_shop_sees_nothing_of_it(chat: WhoChats, database: Database) -> None:
    with database.writing.begin() as db:
        other = Merchant(slug="other", name="Other")
        db.add(other)
        db.flush()
        db.execute(update(Cart).values(merchant_id=other.id))
    assert chat("Farida").says("ask_cart", "my cart") == ["cart.none"]
