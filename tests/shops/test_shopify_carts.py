"""Checkouts from Shopify: begun, changed, completed, gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.news import CartNews, Line, Nothing, Person, Unreadable
from tests.shops.shopify import read, shape

TOKEN, CART, NUMBER = "bd5a8aa1ecd019dd3520ff791ee3a24c", "c1-7a2abe82733a34e84aa472d57fb5c3c1", "37100112233445"
NEWS = CartNews(
    token=TOKEN,
    lines=(Line("Bandhani dupatta, red", 1, 129900, "BAND-RED", "139cb5712fb4c8d9957dcfad9a3028da"),),
    currency="INR",
    updated_at=datetime(2026, 11, 20, 12, 32, 11, tzinfo=UTC),
    person=Person(
        "7100112233445", "Asha Patel", ("+919800000001",), "IN", "asha@example.com", "gu", own_phones=("+919800000001",)
    ),
    recovery_url="https://rangoli.example/60000000001/checkouts/ac/bd5a8aa1/recover?key=not-a-secret",
    other_tokens=(CART, NUMBER),
    accepts_marketing=True,
)


@pytest.mark.parametrize("what", ["create", "update"])
def test_it_reads_a_checkout(what: str) -> None:
    assert read(f"checkouts/{what}", shape("checkout")) == NEWS


def test_it_reads_a_completed_one() -> None:
    body = shape("checkout", completed_at="2026-11-20T18:40:00+05:30")
    assert read("checkouts/update", body) == replace(NEWS, completed_at=datetime(2026, 11, 20, 13, 10, tzinfo=UTC))


def test_it_reads_a_deleted_one_by_what_is_left() -> None:
    at = datetime(2026, 11, 23, 2, 59, 58, 123456, tzinfo=UTC)
    gone = CartNews(NUMBER, (), "INR", at, other_tokens=(CART,), gone=True)
    assert read("checkouts/delete", shape("checkout_deleted")) == gone
    assert read("checkouts/delete", {"cart_token": CART}) == replace(gone, token=CART, other_tokens=())


def test_it_reads_the_newer_shape_without_a_number() -> None:
    body = shape("checkout")
    del body["id"]
    assert read("checkouts/create", body) == replace(NEWS, other_tokens=(CART,))


def test_it_puts_the_number_first_that_was_given_for_offers() -> None:
    news = read("checkouts/update", shape("checkout", sms_marketing_phone="98111 11111", phone="079 2630 0000"))
    assert isinstance(news, CartNews)
    assert news.person.phones == ("98111 11111", "079 2630 0000", "+919800000001")


def test_it_takes_an_unticked_box_for_no_answer() -> None:
    body = shape("checkout", buyer_accepts_sms_marketing=False, sms_marketing_phone="98111 11111")
    body["buyer_accepts_marketing"] = True
    assert read("checkouts/update", body) == replace(NEWS, accepts_marketing=None)


def test_it_takes_a_withdrawal_for_one() -> None:
    body = shape("checkout", buyer_accepts_sms_marketing=False)
    body["customer"]["sms_marketing_consent"] = {"state": "unsubscribed"}
    assert read("checkouts/update", body) == replace(NEWS, accepts_marketing=False)


@pytest.mark.parametrize("token", [None, "", [], "a b", "x" * 101, True])
def test_it_names_a_token_that_is_none(token: Any) -> None:
    with pytest.raises(Unreadable) as caught:
        read("checkouts/create", shape("checkout", token=token))
    assert caught.value.field == "token"


@pytest.mark.parametrize("topic", ["carts/create", "carts/update"])
def test_it_says_nothing_of_carts_without_a_person(topic: str) -> None:
    assert isinstance(read(topic, {"id": "x", "token": "x", "line_items": []}), Nothing)
