"""An address is that of whoever has the phone: a corrected number does not inherit it."""

from __future__ import annotations

from bot.domain.news import Address, Person
from tests.cast import ASHA, JOHN
from tests.teller import Teller, order_news, version

ASHAS = Address("Asha Patel", "14 Shivam Flats", "Ahmedabad", "380015")


def test_a_corrected_phone_inherits_no_address(teller: Teller) -> None:
    teller.tell(order_news(person=Person(phones=(ASHA,)), ship_to=ASHAS))
    teller.tell(version(5, person=Person(phones=(JOHN,))))
    order = teller.order()
    assert (order.ship_name, order.ship_address, order.ship_city, order.ship_pin) == ("", "", "", "")


def test_a_corrected_phone_takes_the_address_it_comes_with(teller: Teller) -> None:
    teller.tell(order_news(person=Person(phones=(ASHA,)), ship_to=ASHAS))
    teller.tell(version(5, person=Person(phones=(JOHN,)), ship_to=Address("John", "7 Kasturi", "Bengaluru", "560038")))
    assert (teller.order().ship_address, teller.order().ship_pin) == ("7 Kasturi", "560038")
