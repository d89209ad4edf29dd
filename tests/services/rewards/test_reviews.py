"""Stars for an order or for the shop."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Order
from bot.db.requests import Rating
from bot.services.rewards.reviews import BadStars, NewRating, RatingView, rate
from tests.services.conftest import NOW, Demo


def give(db: Session, demo: Demo, order: int | None, stars: int, key: str = "t:1:rate") -> RatingView:
    """Mitali rates."""
    return rate(db, demo.shop, rating(demo.customers["Mitali"], order, stars, "খুব সুন্দর", key), NOW)


def rating(customer: int, order: int | None, stars: int, words: str, key: str) -> NewRating:
    return NewRating(customer, None, order, stars, words, key, "RQ-7K3M")


def test_it_keeps_a_rating_and_marks_the_order(db: Session, demo: Demo) -> None:
    order = demo.orders["1044"]
    assert give(db, demo, order, 5) == RatingView(5, "খুব সুন্দর", order)
    assert db.get_one(Order, order).reviewed_at == NOW


def test_it_keeps_a_repeated_turn_once(db: Session, demo: Demo) -> None:
    first = give(db, demo, demo.orders["1044"], 5)
    assert give(db, demo, demo.orders["1044"], 1) == first
    assert len(db.scalars(select(Rating)).all()) == 1


def test_it_rates_the_shop_without_an_order(db: Session, demo: Demo) -> None:
    assert give(db, demo, None, 4).order_id is None


def test_it_never_touches_somebody_elses_order(db: Session, demo: Demo) -> None:
    assert give(db, demo, demo.orders["1042"], 1, "a").order_id is None
    assert give(db, demo, demo.stranger_order, 1, "b").order_id is None
    assert db.get_one(Order, demo.orders["1042"]).reviewed_at is None


def test_it_keeps_the_day_of_the_first_review(db: Session, demo: Demo) -> None:
    give(db, demo, demo.orders["1044"], 5, "a")
    later = rating(demo.customers["Mitali"], demo.orders["1044"], 3, "", "b")
    rate(db, demo.shop, later, NOW + timedelta(days=1))
    assert db.get_one(Order, demo.orders["1044"]).reviewed_at == NOW


@pytest.mark.parametrize("stars", [0, 6, -1, 100])
def test_it_refuses_what_are_no_stars(stars: int) -> None:
    with pytest.raises(BadStars):
        rate(None, 1, rating(1, None, stars, "", "a"), NOW)  # type: ignore[arg-type]  # refused before the database is asked
