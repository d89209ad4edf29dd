"""A shop's account buys for others: what concerns the account must not reach, show or forget those others."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.connections import RawEvent
from bot.db.conversations import Media
from bot.db.people import Customer, Identity
from bot.domain.news import ErasePerson, Person
from bot.services.chat import attachments
from bot.services.storefront import tracking
from tests.cast import ASHA, JOHN
from tests.fakes import START
from tests.services.privacy.test_erasing import HERS, leave_traces
from tests.services.privacy.traces import traces
from tests.teller import Teller, order_news, version


def test_it_forgets_an_account_and_not_whom_it_bought_for(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(order_news(external_id="600", number="#600", person=Person("770077", "John", phones=(ASHA,))))
    values = {"connection_id": teller.shop.id, "topic": "x", "body": '{"id": 17700771}', "received_at": START}
    teller.db.add(RawEvent(merchant_id=teller.cast.shop, dedupe_key="3", **values))
    teller.tell(ErasePerson(Person("770077", phones=(JOHN,)), ("600",)))
    assert teller.db.get_one(Customer, teller.cast.asha).name == "Asha Patel"
    assert teller.db.scalars(select(Identity.value).where(Identity.kind == "shopify:1")).all() == ["900100"]
    assert traces(teller.db, "17700771")  # the id stands in it, and means somebody else


def test_it_shuts_the_page_that_the_former_number_knows(teller: Teller) -> None:
    teller.tell(order_news())
    page = (teller.cast.shop, teller.order().id)
    before = tracking.open_for(teller.db, *page, "token-of-the-former-number", START)
    teller.tell(version(5, person=Person("9001", "John", phones=(JOHN,))))
    assert tracking.find(teller.db, before, START) is None
    assert tracking.open_for(teller.db, *page, "token-of-the-number-now", START) != before


def test_it_forgets_a_file_that_arrives_after_its_owner_is_forgotten(teller: Teller) -> None:
    leave_traces(teller)
    [file] = teller.db.scalars(select(Media.id))
    teller.tell(ErasePerson(HERS))
    attachments.keep(teller.db, file, "1/a.jpg", 9, "image/jpeg")
    teller.db.flush()
    assert attachments.list_erased(teller.db) == [(file, "1/a.jpg")]
