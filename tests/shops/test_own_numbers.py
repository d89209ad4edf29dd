"""Numbers that are names: senders write them as numbers, with countries by their names and words around."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.news import Delivery, OrderNews, ParcelNews
from bot.ports import Known
from bot.shops.own.source import OwnSource
from tests.fakes import START

KNOWN = Known("INR", "Asia/Kolkata", "IN", START)
ORDER: dict[str, Any] = {
    "type": "order",
    "number": "1042",
    "placed_at": "2026-11-21T10:00:00+05:30",
    "customer": {"phone": "98250 12345"},
    "items": [{"title": "Kurta", "price": 100}],
    "total": 100,
    "payment": "paid",
}


def order(**changes: Any) -> OrderNews:
    news = OwnSource().read(Delivery("order", json.dumps(ORDER | changes).encode()), KNOWN)[0]
    assert isinstance(news, OrderNews)
    return news


def test_a_number_that_is_a_name_may_come_as_a_number() -> None:
    told = order(number=26000177, customer={"phone": 9825012345, "id": 7}, ship_to={"pin": 380015})
    assert (told.number, told.external_id, told.person.external_id) == ("26000177", "26000177", "7")
    assert (told.person.phones, told.ship_to.pin) == (("9825012345",), "380015")


@pytest.mark.parametrize(
    ("customer", "phones", "country"),
    [
        ({"phone": "(972) 555-0142", "country": "USA"}, ("(972) 555-0142",), "US"),
        ({"phone": "(972) 555-0142", "country": "us"}, ("(972) 555-0142",), "US"),
        ({"phone": "(972) 555-0142", "country": "Narnia"}, ("(972) 555-0142",), "ZZ"),
        ({"phone": "079 26587412\n98250\t12345"}, ("079 26587412 / 98250 12345",), "IN"),
        ({"phone": f"98250 12345 {'call after six ' * 8}"}, (f"98250 12345 {'call after six ' * 8}".strip(),), "IN"),
    ],
)
def test_a_phone_keeps_its_country_and_what_is_written_beside_it(
    customer: dict[str, Any], phones: tuple[str, ...], country: str
) -> None:
    person = order(customer=customer).person
    assert (person.phones, person.country) == (phones, country)


@pytest.mark.parametrize("payment", ["COD", "Cash on Delivery", "cash_on_delivery", "নগদ"])
def test_cash_on_delivery_is_known_by_its_names(payment: str) -> None:
    assert order(payment=payment, shipping="Store pickup").payment == "cod"
    assert order(payment=payment, shipping="Store pickup").handover == "pickup"


@pytest.mark.parametrize("word", ["Out for delivery", "OUT_FOR_DELIVERY", "out-for-delivery"])
def test_a_milestone_is_known_however_it_is_written(word: str) -> None:
    parcel = {"type": "parcel", "order": {"number": 1042}, "milestone": word, "at": ORDER["placed_at"]}
    body = json.dumps(parcel | {"tracking_number": "AB123456, AB123457", "id": "p1"}).encode()
    told = [one for one in OwnSource().read(Delivery("parcel", body), KNOWN) if isinstance(one, ParcelNews)]
    assert [(one.milestone, one.tracking_number, one.external_id) for one in told] == [
        ("out_for_delivery", "AB123456", "p1"),
        ("out_for_delivery", "AB123457", ""),
    ]
