"""A cart that was bought under another number: known by account, e-mail or phone, whichever of both is told first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.db.notices import Moment, Notice
from bot.db.orders import Cart, SaleName
from bot.domain.news import CartNews, ErasePerson, OrderNews, Person
from bot.services.incoming import carts
from bot.services.notices.conditions import find_unmet
from tests.cast import ASHA, JOHN, STRANGER
from tests.fakes import START
from tests.services.incoming.test_carts import cart, cart_news, planned
from tests.teller import SAREE, Teller, add_connection, order_news

ACCOUNT, MAIL = "9601", "asha.p@example.com"
LEFT = cart_news(person=Person(external_id=ACCOUNT, email=MAIL, phones=(ASHA,)))
# Who orders afterwards, under a number of her daughter's.
SAME = {
    "by account": Person(external_id=ACCOUNT, phones=(JOHN,)),
    "by e-mail": Person(email=MAIL, phones=(JOHN,)),
    "by e-mail in capitals, with letters nobody sees": Person(email=" Asha.P@Example\u200b.com\u00a0", phones=(JOHN,)),
    "by one of several phones": Person(phones=(JOHN, "98000 00001"), country="IN"),
    "by account, without any phone": Person(external_id=ACCOUNT),
}
OTHER = {
    "another account": Person(external_id="9602", phones=(JOHN,)),
    "dots elsewhere": Person(email="ashap@example.com", phones=(JOHN,)),
    "guests have no account": Person(phones=(JOHN,)),
    "no e-mail is no name": Person(email="@", phones=(JOHN,)),
}


def bought(person: Person, minutes: float = 30, **changes: Any) -> OrderNews:
    at = START + timedelta(minutes=minutes)
    values: dict[str, Any] = {"external_id": "777", "number": "#B777", "placed_at": at, "version_at": at}
    return order_news(person=person, **{**values, **changes})


@pytest.mark.parametrize("person", SAME.values(), ids=SAME)
@pytest.mark.parametrize("first", ["cart", "order"])
def test_it_is_bought_whoever_tells_first(teller: Teller, person: Person, first: str) -> None:
    teller.tell(*((LEFT, bought(person)) if first == "cart" else (bought(person), LEFT)))
    assert planned(teller) == []
    why = set(teller.db.scalars(select(Notice.reason).where(Notice.rule.startswith("cart"))))
    assert why == ({"ordered"} if first == "cart" else set())


@pytest.mark.parametrize("person", OTHER.values(), ids=OTHER)
@pytest.mark.parametrize("first", ["cart", "order"])
def test_it_is_still_left_when_somebody_else_orders(teller: Teller, person: Person, first: str) -> None:
    teller.tell(*((LEFT, bought(person)) if first == "cart" else (bought(person), LEFT)))
    assert planned(teller)


@pytest.mark.parametrize("person", [Person(phones=(STRANGER,), email=MAIL), Person(phones=(STRANGER,))])
def test_a_guests_cart_is_bought_by_its_number_or_address(teller: Teller, person: Person) -> None:
    teller.tell(cart_news(person=Person(email=MAIL, phones=(JOHN, STRANGER))), bought(person))
    assert planned(teller) == []


def test_an_order_of_before_the_cart_buys_nothing(teller: Teller) -> None:
    teller.tell(bought(SAME["by e-mail"], -60 * 24), LEFT)
    assert planned(teller)


def test_an_order_that_the_shop_types_into_another_system_counts_too(teller: Teller) -> None:
    own = add_connection(teller.db, teller.cast.shop, "own", "own")
    teller.tell(LEFT)
    teller.tell(bought(Person(external_id=ACCOUNT, phones=(JOHN,)), external_id="a"), by=own)
    assert planned(teller), "an account is known where it is from alone"
    teller.tell(bought(SAME["by e-mail"], external_id="b"), by=own)
    assert planned(teller) == []


def test_an_address_that_an_order_is_given_later_counts(teller: Teller) -> None:
    teller.tell(LEFT, bought(Person(phones=(JOHN,))))
    assert planned(teller)
    teller.tell(bought(SAME["by e-mail"], version_at=START + timedelta(hours=1)))
    assert planned(teller) == []


def test_an_order_names_by_token_a_cart_that_is_told_later(teller: Teller) -> None:
    teller.tell(bought(Person(phones=(JOHN,)), -600, cart_tokens=("tok-1",)), LEFT)
    assert planned(teller) == []


def test_another_shop_knows_nothing_of_it(teller: Teller) -> None:
    elsewhere = add_connection(teller.db, teller.cast.other_shop, "shopify", "other.myshopify.com")
    teller.tell(LEFT)
    teller.tell(bought(SAME["by e-mail"]), by=elsewhere)
    assert planned(teller)


def test_no_reminder_leaves_where_order_and_cart_came_in_one_instant(
    teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    teller.tell(bought(SAME["by e-mail"]))
    monkeypatch.setattr(carts, "find_order", lambda *_: None)  # its worker did not see the other's order yet
    teller.tell(LEFT)
    assert planned(teller)
    moment = teller.db.scalars(select(Moment).where(Moment.kind == "cart.left")).one()
    assert find_unmet(teller.db, ("cart_open",), moment, START) == "cart_open"


def test_whoever_is_forgotten_is_known_by_no_name_any_more(teller: Teller) -> None:
    gift = bought(replace(SAME["by account"], email=MAIL, phones=(JOHN,)))
    teller.tell(LEFT, gift, CartNews("tok-9", (), "INR", START, Person(phones=(STRANGER,))))
    teller.tell(ErasePerson(Person(external_id=ACCOUNT, email=MAIL, phones=(ASHA,))))
    left = set(teller.db.scalars(select(SaleName.name)))
    assert left == {f"phone:{JOHN}", f"phone:{STRANGER}", "cart:tok-9"}
    assert teller.db.scalar(select(func.count()).select_from(Cart)) == 2


def test_another_body_of_the_same_second_is_news_and_the_same_is_none(teller: Teller) -> None:
    assert teller.tell(cart_news(), cart_news()).ignored == "known already"
    assert teller.tell(cart_news(lines=(SAREE,))).ignored == ""
    assert [item.title for item in cart(teller).items] == [SAREE.title]
    assert teller.tell(cart_news(lines=(SAREE,), completed_at=START)).ignored == ""
    assert cart(teller).completed_at == START
