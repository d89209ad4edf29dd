"""An account buys for somebody else's number: nothing else of the account reaches that number, but a withdrawal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.orders import Cart
from bot.db.people import Customer, Identity
from bot.domain.news import CartNews, ConsentNews, CustomerNews, ErasePerson, Person
from bot.services.people import consent
from tests.cast import ASHA, JOHN
from tests.fakes import START
from tests.teller import SAREE, Teller, order_news, version

# The account is known to the shop by its id alone; its gift went to John.
ACCOUNT = Person("9077", "Ravi Account", email="ravi@example.com", birthday="01-02")
GIFT = order_news(external_id="1", number="#1", person=replace(ACCOUNT, phones=(JOHN,), email="", birthday=""))
LATER = order_news(external_id="2", number="#2", person=ACCOUNT)
CART = CartNews("tok-9", (SAREE,), "INR", START, ACCOUNT, "https://rangoli.example/c/9")


def john(teller: Teller) -> Customer:
    return teller.db.get_one(Customer, teller.cast.john)


def test_it_tells_and_shows_no_later_order_to_whoever_got_a_gift(teller: Teller) -> None:
    teller.tell(GIFT, LATER)
    assert teller.order("1").customer_id == teller.cast.john
    assert teller.order("2").customer.identities == []


def test_it_makes_no_cart_of_the_account_theirs(teller: Teller) -> None:
    assert teller.tell(GIFT, CART).ignored == "a cart without a phone number"
    assert teller.db.scalar(select(Cart.id)) is None


def test_it_writes_no_details_of_the_account_onto_them(teller: Teller) -> None:
    assert teller.tell(GIFT, CustomerNews(ACCOUNT, START)).ignored
    assert (john(teller).name, john(teller).email, john(teller).birthday) == ("John D'Souza", "", None)


def test_it_does_not_tie_the_account_to_them_by_a_version_without_a_number(teller: Teller) -> None:
    gift = order_news(person=Person(phones=(JOHN,)))
    teller.tell(gift, version(5, person=ACCOUNT), LATER)
    assert (teller.order().customer_id, teller.order("2").customer.identities) == (teller.cast.john, [])


def test_it_withdraws_for_them_and_agrees_for_nobody(teller: Teller) -> None:
    teller.tell(GIFT, ConsentNews(ACCOUNT, "sms", True, START))
    assert not consent.read_standing(teller.db, teller.cast.john, "sms").granted
    teller.tell(ConsentNews(ACCOUNT, "sms", False, START + timedelta(hours=1)))
    assert consent.list_withdrawn(teller.db, teller.cast.john, "sms") == {"marketing"}


@pytest.mark.parametrize("gift_first", [True, False])
def test_it_leads_to_the_number_that_is_the_accounts_own(teller: Teller, gift_first: bool) -> None:
    own = CustomerNews(replace(ACCOUNT, phones=(ASHA,), own_phones=(ASHA,)), START)
    teller.tell(*((GIFT, own) if gift_first else (own, GIFT)), LATER, CART)
    assert teller.order("1").customer_id == teller.cast.john
    assert teller.order("2").customer_id == teller.cast.asha
    assert teller.db.scalars(select(Cart.customer_id)).one() == teller.cast.asha


def test_it_reads_the_accounts_own_number_as_typed(teller: Teller) -> None:
    typed = replace(ACCOUNT, phones=("098000 00001",), own_phones=("+91 98000-00001",), country="IN")
    teller.tell(order_news(external_id="1", person=typed), LATER)
    assert teller.order("2").customer_id == teller.cast.asha


def test_it_still_forgets_whom_an_account_is_known_by_alone(teller: Teller) -> None:
    teller.tell(GIFT, LATER, ErasePerson(Person("9077"), ("1", "2")))
    assert (john(teller).name, teller.order("2").customer.name) == ("", "")
    assert teller.db.scalar(select(Identity.id).where(Identity.value == "9077")) is None


def test_it_forgets_the_buyer_without_a_number_and_not_whom_they_bought_for(teller: Teller) -> None:
    teller.tell(GIFT, LATER, order_news(external_id="3", number="#3", person=Person(phones=(JOHN,))))
    teller.tell(ErasePerson(Person("9077", phones=(ASHA,)), ("1", "2")))
    assert (john(teller).name, teller.order("2").customer.name) == ("John D'Souza", "")
    assert teller.order("2").customer.email == ""
