"""The tracking page tells its holder less than the label on the parcel: whoever forwards it gives little away."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from bot.db.orders import Order
from bot.db.people import Customer
from bot.demo.cast import CAST, Purchase
from tests.storefront.conftest import Front

PURCHASES = [purchase for purchase in CAST.purchases if purchase.number >= "1042"]


@pytest.mark.parametrize("purchase", PURCHASES, ids=lambda purchase: purchase.number)
def test_it_shows_no_more_than_first_name_city_and_region(front: Front, purchase: Purchase) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Customer).values(email="somebody@mail.example"))
    number = purchase.number
    person = next(one for one in CAST.people if one.phone == purchase.phone)
    page = front.page(number)
    assert person.name.split()[0] in page
    secret = (person.phone, person.phone[3:], person.name, person.name.split()[1], person.address, person.pin)
    for words in (*secret, "mail.example"):
        assert words.replace("'", "&#39;") not in page
        assert words not in page


def test_it_shows_no_prices(front: Front) -> None:
    page = re.sub(r"<style>.*?</style>", "", front.page("1042"), flags=re.DOTALL)
    assert not re.search(r"₹|\bRs\b|3,?499", page)


@pytest.mark.parametrize("name", ["+919800000001", "asha@mail.example", "9800000001 Asha", ""])
def test_it_takes_no_number_or_mail_address_for_a_name(front: Front, name: str) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == "1042").values(ship_name=name))
    page = front.page("1042")
    assert "<bdi>Ahmedabad 380…</bdi></h1>" in page
    assert not name or name.split()[0] not in page


def test_it_shows_no_heading_of_a_person_nobody_knows(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == "1042").values(ship_name="", ship_city="", ship_pin=""))
    assert re.search(r"<h1>\S+ 1042</h1>", front.page("1042"))
