"""The demo shop as the README describes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.orders import Cart, Order
from bot.db.people import Customer, Identity
from bot.db.shop import FaqText, Merchant, PinArea, Product
from bot.db.tables import metadata
from bot.demo.seed import seed_shop
from bot.services.orders.finding import find_order
from bot.services.orders.views import OrderView
from bot.services.rewards.points import read_balance

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
NUMBERS = ("+917900000000", "+917900000001")


def counts(db: Session) -> dict[str, int | None]:
    """How many rows each table has."""
    return {table.name: db.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables}


def order(db: Session, number: str, now: datetime = NOW) -> OrderView:
    """One of the cast's orders."""
    view = find_order(db, db.scalars(select(Merchant.id)).one(), number, now)
    assert view
    return view


def test_it_writes_the_cast(db: Session) -> None:
    assert seed_shop(db, NOW, *NUMBERS).startswith("Rangoli Handlooms is open: 7 customers, 13 orders, 20 products")
    people = db.execute(select(Identity.value, Customer.name, Customer.locale).join(Customer).order_by(Identity.value))
    assert [tuple(person) for person in people] == [
        ("+919800000001", "Asha Patel", "gu"),
        ("+919800000002", "Rahul Sharma", "hi"),
        ("+919800000003", "Mitali Sen", "bn"),
        ("+919800000004", "John D'Souza", "en"),
        ("+919800000005", "Farida Shaikh", "hi-Latn"),
        ("+919800000006", "Kiran Desai", "gu-Latn"),
        ("+919800000007", "Sourav Das", "bn-Latn"),
    ]


def test_it_puts_each_of_them_where_the_story_is(db: Session) -> None:
    seed_shop(db, NOW, *NUMBERS)
    today = NOW.date()
    assert order(db, "1042").expected_on == today
    assert order(db, "1043").late_days == 3
    assert order(db, "1044").delivered_on == today - timedelta(days=2)
    assert not order(db, "1044").reviewed
    assert order(db, "1045").stage == "confirmed"
    assert order(db, "1046").returnable_until == today + timedelta(days=4)
    assert (order(db, "1047").stage, order(db, "1047").failed_why) == ("attempt_failed", "not_home")
    assert order(db, "1048").stage == "cod_unconfirmed"


def test_it_gives_mitali_her_points_and_farida_her_cart(db: Session) -> None:
    seed_shop(db, NOW, *NUMBERS)
    shop = db.scalars(select(Merchant.id)).one()
    ids = {name: customer_id for customer_id, name in db.execute(select(Customer.id, Customer.name)).all()}
    assert read_balance(db, shop, ids["Mitali Sen"]) == 240
    cart = db.scalars(select(Cart)).one()
    assert (cart.customer_id, len(cart.items)) == (ids["Farida Shaikh"], 3)
    assert cart.updated_at == NOW - timedelta(hours=1)
    past = db.scalar(select(func.count(Order.id)).where(Order.customer_id == ids["Farida Shaikh"]))
    assert past == 6


def test_it_changes_nothing_the_second_time_and_says_so(db: Session) -> None:
    seed_shop(db, NOW, *NUMBERS)
    before = counts(db)
    said = seed_shop(db, NOW + timedelta(days=3), *NUMBERS)
    assert said == (
        "Rangoli Handlooms is here already, as of 2026-11-21; nothing was changed. "
        "For today's dates, start with an empty database."
    )
    assert counts(db) == before


def test_it_follows_new_numbers_and_adds_missing_answers_only(db: Session) -> None:
    seed_shop(db, NOW, *NUMBERS)
    kept, lost = db.scalars(select(FaqText).where(FaqText.locale == "en").limit(2)).all()
    kept.answer = "changed by the merchant"
    db.delete(lost)
    db.flush()
    said = seed_shop(db, NOW, "+14155238886", None)
    assert "its numbers follow the settings, 1 answers are new" in said
    assert db.scalars(select(Merchant.whatsapp_from)).one() == "+14155238886"
    assert kept.answer == "changed by the merchant"


def test_it_lets_nothing_that_happened_lie_in_the_future(db: Session) -> None:
    night = datetime(2026, 11, 20, 18, 35, tzinfo=UTC)  # five past midnight in Ahmedabad
    seed_shop(db, night, *NUMBERS)
    for placed_at, parcels in ((row.placed_at, row.parcels) for row in db.scalars(select(Order))):
        assert placed_at < night
        assert all(parcel.stage_at < night for parcel in parcels)
    assert order(db, "1042", night).late_days == 0
    assert order(db, "1043", night).late_days == 3


def test_it_has_a_shop_worth_asking_about(db: Session) -> None:
    seed_shop(db, NOW, *NUMBERS)
    skus = set(db.scalars(select(Product.sku)))
    assert all(set(product.goes_with) <= skus for product in db.scalars(select(Product)))
    assert db.scalar(select(func.count(PinArea.id)).where(PinArea.served.is_(False)))
