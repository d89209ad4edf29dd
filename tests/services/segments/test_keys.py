"""Where an order went is found whatever its letters, and forgotten with it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.db.people import Customer
from bot.domain.segments.reading import read_rule
from bot.services.privacy.emptying import empty_people
from bot.services.segments.asking import begin_inquiry
from bot.services.segments.compiling import find_people
from tests.cast import add_cast
from tests.services.segments.population import NOW


def test_a_place_is_forgotten_with_its_person(db: Session) -> None:
    cast = add_cast(db, NOW)
    order = Order(
        merchant_id=cast.shop, customer_id=cast.asha, number="1", payment="cod", total=1, placed_at=NOW,
        ship_city="બગોદરા", ship_pin="૩૮૨ ૨૩૦",
    )  # fmt: skip
    db.add(order)
    db.flush()
    assert (order.city_key, order.pin_key) == ("બગોદરા", "382230")
    rule = read_rule({"any": [{"field": "place.state", "is": "one_of", "value": ["GJ"]}]})
    assert db.scalars(find_people(rule, begin_inquiry(db, cast.shop, NOW))).all() == [cast.asha]
    empty_people(db, cast.shop, [cast.asha], NOW)
    assert db.execute(select(Order.city_key, Order.pin_key)).one() == ("", "")
    everybody = read_rule({"all": []})
    assert db.scalars(find_people(everybody, begin_inquiry(db, cast.shop, NOW))).all() == [cast.john]
    db.get_one(Customer, cast.john).name = ""
    db.flush()
    assert db.scalars(find_people(everybody, begin_inquiry(db, cast.shop, NOW))).all() == [cast.john]
    assert db.scalars(find_people(everybody, begin_inquiry(db, cast.other_shop, NOW))).all() == [cast.meera]
