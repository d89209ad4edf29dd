"""Whose an order is: its own phone number's, whatever the shop's customer id or e-mail say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.conversations import Conversation
from bot.db.notices import Notice
from bot.db.people import Consent, Customer, Identity
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.news import ConsentNews, CustomerNews, OrderNews, Person
from bot.services.incoming.people import read_locale
from bot.services.people import consent
from tests.cast import ASHA, JOHN
from tests.fakes import START
from tests.teller import Teller, order_news, version

LATER = START + timedelta(hours=1)


def of(teller: Teller, external_id: str, person: Person) -> OrderNews:
    return order_news(external_id=external_id, number=f"#{external_id}", person=person)


def owner(teller: Teller, external_id: str) -> Customer:
    return teller.db.get_one(Customer, teller.order(external_id).customer_id)


def test_it_never_joins_two_phones_by_a_shop_id_or_an_email(teller: Teller) -> None:
    hers = Person(external_id="9001", phones=(ASHA,), email="family@example.com")
    teller.tell(of(teller, "1", hers), of(teller, "2", replace(hers, phones=(JOHN,))))
    assert (owner(teller, "1").id, owner(teller, "2").id) == (teller.cast.asha, teller.cast.john)
    [known] = teller.db.scalars(select(Identity).where(Identity.value == "9001"))
    assert (known.customer_id, known.kind) == (teller.cast.asha, teller.shop.source)


def test_it_finds_a_buyer_without_a_phone_by_the_shops_id_of_their_own_number(teller: Teller) -> None:
    teller.tell(of(teller, "1", Person(external_id="9001", phones=(ASHA,), own_phones=(ASHA,))))
    teller.tell(of(teller, "2", Person(external_id="9001", phones=("555-SHIP",))))
    assert owner(teller, "2").id == teller.cast.asha


def test_it_keeps_an_order_that_nobody_can_be_told_of(teller: Teller) -> None:
    teller.tell(of(teller, "1", Person(name="A Guest")), of(teller, "2", Person(name="A Guest")))
    assert owner(teller, "1").id != owner(teller, "2").id
    assert owner(teller, "1").identities == []


def test_it_reads_phones_with_the_country_of_the_address(teller: Teller) -> None:
    teller.tell(of(teller, "1", Person(phones=("", "98000 00001"))))
    teller.tell(of(teller, "2", Person(phones=("098000 00004",), country="IN")))
    assert (owner(teller, "1").id, owner(teller, "2").id) == (teller.cast.asha, teller.cast.john)


def test_it_moves_an_order_whose_phone_is_corrected_with_all_that_waits(teller: Teller) -> None:
    teller.tell(order_news(person=Person("9001", phones=(ASHA,))))
    teller.tell(version(5, person=Person("9001", phones=(JOHN,))))
    assert teller.order().customer_id == teller.cast.john
    assert teller.moment("order.placed").customer_id == teller.cast.john
    assert {notice.customer_id for notice in teller.db.scalars(select(Notice))} == {teller.cast.john}


def test_it_leaves_an_order_where_it_is_when_its_phone_is_gone(teller: Teller) -> None:
    teller.tell(of(teller, "1", Person("9001", phones=(ASHA,))), order_news(person=Person("77", phones=(JOHN,))))
    teller.tell(version(5, person=Person("9001")))
    assert teller.order().customer_id == teller.cast.john


def test_it_keeps_the_customers_of_two_shops_apart(teller: Teller) -> None:
    teller.tell(order_news(person=Person(phones=("+919811111111",))))
    assert teller.order().customer_id != teller.cast.meera


@pytest.mark.parametrize(
    ("told", "ours"), [("gu-IN", "gu"), ("hi_latn", "hi-Latn"), ("en-GB", "en"), ("fr", None), ("", None)]
)
def test_it_reads_a_shops_locale(told: str, ours: str | None) -> None:
    assert read_locale(told) == ours


def test_it_takes_over_what_was_not_known_and_keeps_the_language(teller: Teller) -> None:
    person = Person(name="Asha P.", phones=(ASHA,), email="asha@example.com", locale="en-IN", birthday="13-45")
    teller.tell(order_news(person=person))
    asha = teller.db.get_one(Customer, teller.cast.asha)
    assert (asha.name, asha.email, asha.locale, asha.birthday) == ("Asha Patel", "asha@example.com", "gu", None)
    teller.tell(CustomerNews(replace(person, birthday="11-21"), LATER))
    assert (asha.name, asha.birthday) == ("Asha P.", "11-21")
    older = replace(person, name="Asha Old", birthday="01-01")
    assert teller.tell(CustomerNews(older, LATER - timedelta(seconds=1))).ignored == "old news"
    assert (asha.name, asha.birthday) == ("Asha P.", "11-21")


def test_it_erases_nothing_because_a_shop_deleted_a_customer(teller: Teller) -> None:
    teller.tell(order_news())
    assert teller.tell(CustomerNews(Person("9001"), LATER, gone=True)).ignored
    assert teller.db.get_one(Customer, teller.cast.asha).name == "Asha Patel"


def talk(teller: Teller) -> int:
    values = {"public_id": "c_1", "channel": "sms", "address": ASHA, "our_address": "+917900000001"}
    row = Conversation(merchant_id=teller.cast.shop, customer_id=teller.cast.asha, created_at=START, **values)
    teller.db.add(row)
    teller.db.flush()
    return row.id


def test_it_lets_no_older_word_of_a_shop_overrule_a_stop(teller: Teller) -> None:
    consent.withdraw(teller.db, talk(teller), Purpose.ANY, ConsentSource.KEYWORD, "STOP", START)
    stale = ConsentNews(Person(phones=(ASHA,)), "sms", True, START - timedelta(days=1))
    assert teller.tell(stale).ignored
    assert consent.list_withdrawn(teller.db, teller.cast.asha, "sms") == {"any", "marketing", "utility"}
    teller.now = LATER
    teller.tell(replace(stale, at=LATER))
    assert "marketing" not in consent.list_withdrawn(teller.db, teller.cast.asha, "sms")


def test_it_lets_no_checkbox_lift_a_stop(teller: Teller) -> None:
    consent.withdraw(
        teller.db, talk(teller), Purpose.MARKETING, ConsentSource.KEYWORD, "STOP", START - timedelta(days=9)
    )
    teller.tell(order_news(accepts_marketing=True))
    assert consent.list_withdrawn(teller.db, teller.cast.asha, "sms") == {"marketing"}


def test_it_takes_a_checkbox_for_sms_only(teller: Teller) -> None:
    teller.tell(order_news(accepts_marketing=True), version(1, accepts_marketing=True))
    [entry] = teller.db.scalars(select(Consent))
    assert (entry.channel, entry.purpose, entry.granted, entry.source) == ("sms", "marketing", True, "checkout")


def test_it_withdraws_what_a_shop_says_was_withdrawn(teller: Teller) -> None:
    teller.tell(ConsentNews(Person(phones=(ASHA,)), "whatsapp", False, START, "unsubscribed"))
    assert consent.list_withdrawn(teller.db, teller.cast.asha, "whatsapp") == {"marketing"}
    assert teller.tell(ConsentNews(Person("404"), "sms", True, START)).ignored
