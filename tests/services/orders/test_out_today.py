"""A parcel out for delivery comes today, whatever was estimated; out since yesterday it doesn't."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.orders import Order, Parcel
from bot.services.orders.finding import find_by_id
from tests.cast import Cast
from tests.services.shelf import change, stock


@pytest.mark.parametrize(
    ("hours_ago", "late", "comes_today", "expected"),
    [(1, 0, True, date(2026, 11, 21)), (30, 3, False, date(2026, 11, 25))],
)
def test_today_beats_an_old_estimate(
    bot: Bot, cast: Cast, hours_ago: int, late: int, comes_today: bool, expected: date
) -> None:
    shelf = stock(bot, cast)
    change(bot, Order, shelf.order, promised_on=date(2026, 11, 18))
    since = bot.now() - timedelta(hours=hours_ago)
    change(bot, Parcel, shelf.parcel, stage="out_for_delivery", stage_at=since, expected_on=date(2026, 11, 25))
    with bot.database.reading.begin() as db:
        view = find_by_id(db, cast.shop, shelf.order, bot.now())
    assert view
    assert (view.late_days, view.comes_today, view.expected_on) == (late, comes_today, expected)


@pytest.mark.parametrize(("payment", "due"), [("cod", 349900), ("paid", None), ("pending", None)])
def test_only_cash_is_paid_at_the_door(bot: Bot, cast: Cast, payment: str, due: int | None) -> None:
    shelf = stock(bot, cast)
    change(bot, Order, shelf.order, payment=payment)
    with bot.database.reading.begin() as db:
        view = find_by_id(db, cast.shop, shelf.order, bot.now())
    assert view
    assert (view.to_pay.minor if view.to_pay else None) == due
