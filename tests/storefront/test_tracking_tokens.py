"""The token of a tracking page: made once, ended in time, of no use to others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from bot.db.links import TrackingPage
from bot.db.orders import Order
from bot.db.shop import Merchant
from bot.domain.locale import CODES
from bot.locales.catalogue import sentences
from bot.services.storefront.tracking import ABOUT_TO_END, LIFE, find, open_for
from tests.cast import Cast, add_cast
from tests.fakes import START, clock_of
from tests.storefront.conftest import Front

FIRST, SECOND = "first-token-of-the-page", "second-token-of-the-page"
HOSTILE = ["%00", "a" * 5000, "..%2f..%2fetc%2fpasswd", "' OR 1=1 --", "token-of-order-104_", "%ff%fe", "🙂" * 20]


@pytest.fixture
def people(db: Session) -> Cast:
    return add_cast(db, START)


def order_of(db: Session, people: Cast) -> int:
    """An order of Asha's."""
    order = Order(
        merchant_id=people.shop, customer_id=people.asha, number="1", payment="paid", total=100, placed_at=START
    )
    db.add(order)
    db.flush()
    return order.id


def test_it_is_made_once(db: Session, people: Cast) -> None:
    order = order_of(db, people)
    assert open_for(db, people.shop, order, FIRST, START) == FIRST
    assert open_for(db, people.shop, order, SECOND, START) == FIRST
    assert db.scalar(select(func.count(TrackingPage.id))) == 1


def test_it_lives_longer_when_a_notice_leaves_near_its_end(db: Session, people: Cast) -> None:
    order = order_of(db, people)
    open_for(db, people.shop, order, FIRST, START)
    near_end = START + LIFE - ABOUT_TO_END
    assert open_for(db, people.shop, order, SECOND, near_end) == FIRST
    assert find(db, FIRST, near_end + LIFE - timedelta(seconds=1))
    assert find(db, FIRST, near_end + LIFE) is None


def test_it_is_another_one_after_the_end(db: Session, people: Cast) -> None:
    order = order_of(db, people)
    open_for(db, people.shop, order, FIRST, START)
    assert find(db, FIRST, START + LIFE) is None
    assert open_for(db, people.shop, order, SECOND, START + LIFE) == SECOND
    assert find(db, FIRST, START + LIFE) is None
    assert find(db, SECOND, START + LIFE)


def test_it_is_refused_for_another_shops_order(db: Session, people: Cast) -> None:
    order = order_of(db, people)
    with pytest.raises(NoResultFound):
        open_for(db, people.other_shop, order, FIRST, START)


@pytest.mark.parametrize("token", HOSTILE)
def test_it_cannot_be_guessed_or_bent(front: Front, token: str) -> None:
    for path in (f"/t/{token}", f"/l/{token}"):
        answer = front.get(path)
        assert answer.status_code == 404
        assert "1042" not in answer.text


def test_it_says_the_same_of_an_ended_and_an_unknown_page(front: Front) -> None:
    unknown = front.get("/t/no-such-token-anywhere")
    clock_of(front.bot).advance(days=61)
    ended = front.get(f"/t/{front.tokens['1042']}")
    assert (ended.status_code, ended.text, ended.headers["Content-Security-Policy"]) == (
        404,
        unknown.text,
        unknown.headers["Content-Security-Policy"],
    )


def test_an_ended_page_names_its_shop_and_the_way_to_it(front: Front) -> None:
    front.change(whatsapp_from="+917900000000")
    clock_of(front.bot).advance(days=61)
    ended = front.get(f"/t/{front.tokens['1042']}?lang=hi").text
    assert "Rangoli Handlooms" in ended
    assert 'href="https://wa.me/917900000000?text=' in ended
    assert "1042" not in ended


def test_where_there_are_two_shops_only_an_ended_page_names_one(front: Front) -> None:
    with front.bot.database.writing.begin() as db:
        db.add(Merchant(slug="other", name="Another Shop"))
    assert "Rangoli" not in front.get("/t/no-such-token-anywhere").text
    clock_of(front.bot).advance(days=61)
    ended = front.get(f"/t/{front.tokens['1042']}").text
    assert "Rangoli" in ended
    assert "Another" not in ended


@pytest.mark.parametrize("locale", CODES)
def test_it_says_that_a_page_has_ended_in_every_language(front: Front, locale: str) -> None:
    assert sentences(locale)["page.gone"] in front.get(f"/t/nothing-of-the-kind?lang={locale}").text


def test_it_says_so_in_the_browsers_language(front: Front) -> None:
    page = front.get("/t/nothing-of-the-kind", Accept_Language="gu-IN,gu;q=0.9,en;q=0.8")
    assert sentences("gu")["page.gone"] in page.text
    assert "Accept-Language" in page.headers["Vary"]
