"""Customers, their consent, what they want shown or forgotten, and the shop that leaves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.news import (
    ConsentNews,
    CustomerNews,
    DataRequest,
    Disconnected,
    ErasePerson,
    EraseShop,
    Nothing,
    OrderNews,
    Person,
    Unreadable,
)
from tests.shops.shopify import NOW, ORDER_ID, read, shape

TOLD = datetime(2026, 11, 23, 2, 59, 58, 123456, tzinfo=UTC)
AGREED = datetime(2026, 11, 20, 13, 9, tzinfo=UTC)
HERS = ("+919800000001",)
NAMED = Person("7100112233445", phones=HERS, country="IN", email="asha@example.com", own_phones=HERS)


@pytest.mark.parametrize("what", ["create", "update"])
def test_it_reads_a_customer(what: str) -> None:
    person = Person("7100112233445", "Asha Patel", ("098000 00001",), "IN", "asha@example.com")
    assert read(f"customers/{what}", shape("customer")) == CustomerNews(person, AGREED)


def test_it_reads_a_deleted_customer() -> None:
    gone = CustomerNews(Person(ORDER_ID, country="IN"), TOLD, gone=True)
    assert read("customers/delete", shape("deleted")) == gone


def test_it_says_nothing_of_a_merge() -> None:
    assert isinstance(
        read("customers/merge", {"admin_graphql_api_customer_kept_id": "gid://shopify/Customer/1"}), Nothing
    )


@pytest.mark.parametrize(("state", "granted"), [("subscribed", True), ("UNSUBSCRIBED", False), ("redacted", False)])
def test_it_reads_consent(state: str, granted: bool) -> None:
    person = Person("7100112233445", phones=HERS, country="IN", own_phones=HERS)
    body = shape("consent")
    body["sms_marketing_consent"]["state"] = state
    expected = ConsentNews(person, "sms", granted, AGREED, words="single_opt_in, SHOPIFY")
    assert read("customers_marketing_consent/update", body) == expected


@pytest.mark.parametrize("state", [None, "not_subscribed", "pending", "invalid", "something new"])
def test_it_takes_no_other_state_for_an_answer(state: str | None) -> None:
    body = shape("consent", sms_marketing_consent={"state": state})
    assert isinstance(read("customers_marketing_consent/update", body), Nothing)


def test_it_reads_a_request_for_ones_data() -> None:
    orders = (ORDER_ID, "5500112233445")
    assert read("customers/data_request", shape("data_request")) == DataRequest(NAMED, orders, "9901")


def test_it_reads_a_request_to_forget_a_person() -> None:
    assert read("customers/redact", shape("customer_redact")) == ErasePerson(NAMED, (ORDER_ID,))


def test_it_reads_a_request_to_forget_a_shop() -> None:
    assert read("shop/redact", shape("shop_redact")) == EraseShop()


def test_it_reads_that_the_app_was_removed() -> None:
    assert read("app/uninstalled", shape("uninstalled")) == Disconnected(TOLD)
    assert NOW > TOLD


@pytest.mark.parametrize(
    ("order", "customer", "ship_to", "bill_to", "phones"),
    [
        ("1", "2", "3", "4", ("1", "2", "3", "4")),
        (None, "2", "2", "4", ("2", "4")),
        (None, None, "555-555-SHIP", None, ("555-555-SHIP",)),
        (None, "", " ", None, ()),
        (9800000001, None, None, None, ("9800000001",)),
    ],
)
def test_it_reads_every_phone_in_order(order: Any, customer: Any, ship_to: Any, bill_to: Any, phones: Any) -> None:
    places = {"shipping_address": {"phone": ship_to}, "billing_address": {"phone": bill_to}}
    news = read("orders/create", shape("order", phone=order, customer={"phone": customer}, **places))
    assert isinstance(news, OrderNews)
    assert news.person.phones == phones
    assert news.person.own_phones == ((customer,) if customer else ())


@pytest.mark.parametrize(
    ("ship_to", "bill_to", "country"),
    [("AE", "IN", "AE"), (None, "us", "US"), ("Narnia", "GB", "GB"), (None, None, "IN")],
)
def test_it_reads_one_country(ship_to: str | None, bill_to: str | None, country: str) -> None:
    places = {"shipping_address": {"country_code": ship_to}, "billing_address": {"country_code": bill_to}}
    news = read("orders/create", shape("order", customer=None, **places))
    assert isinstance(news, OrderNews)
    assert (news.person.country, news.person.name) == (country, "")


@pytest.mark.parametrize(
    ("buyer", "ship_to", "bill_to", "phones"),
    [
        ({}, ("IN", None), ("US", "(972) 555-0142"), ("+19725550142",)),  # a gift to India
        ({}, ("US", None), ("IN", "78650 12345"), ("+917865012345",)),  # and from India
        (
            {"customer": {"phone": "(972) 555-0142"}},
            ("IN", "98123 45678"),
            ("US", None),
            ("+19725550142", "98123 45678"),
        ),
        ({"phone": "(972) 555-0142"}, ("IN", None), ("US", None), ("+19725550142",)),
        ({"phone": "98123 45678"}, ("US", None), ("US", None), ("98123 45678",)),
        ({}, ("IN", None), ("US", "55501"), ()),  # no number there: not read as one of India
    ],
)
def test_it_reads_each_phone_by_the_country_of_its_address(buyer: Any, ship_to: Any, bill_to: Any, phones: Any) -> None:
    ways = {"shipping_address": ship_to, "billing_address": bill_to}
    places = {name: {"country_code": country, "phone": phone} for name, (country, phone) in ways.items()}
    news = read("orders/create", shape("order", **{"phone": None, "customer": None, **places, **buyer}))
    assert isinstance(news, OrderNews)
    assert news.person.phones == phones


@pytest.mark.parametrize("topic", ["customers/update", "customers/delete", "customers_marketing_consent/update"])
def test_it_names_a_missing_id(topic: str) -> None:
    with pytest.raises(Unreadable, match="id: is missing"):
        read(topic, {"phone": "+919800000001"})


def test_a_buyer_is_known_by_the_phone_of_the_accounts_own_address() -> None:
    home = {"country_code": "US", "phone": "(213) 555-0142"}
    customer = {"id": 7, "phone": None, "default_address": home}
    there = {"country_code": "IN", "phone": None}
    order = shape("order", phone=None, customer=customer, shipping_address=there, billing_address=there)
    news = read("orders/create", order)
    assert isinstance(news, OrderNews)
    assert news.person.phones == ("+12135550142",)
