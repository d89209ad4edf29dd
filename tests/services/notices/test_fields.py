"""What a notice says is so: of this parcel, with what is known of it, and now."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.db.orders import Order, OrderItem, Parcel
from bot.db.people import Customer
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.services.moments import record
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import change, run, stock, tell


def test_a_parcel_of_several_names_what_is_in_it(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    change(bot, Customer, cast.asha, locale="en")
    with bot.database.writing.begin() as db:
        order = db.get_one(Order, shelf.order)
        order.items.append(OrderItem(title="Brass lamp", quantity=2, price=89900))
        order.parcels.append(
            Parcel(merchant_id=cast.shop, courier="", tracking_number="", stage="ready", stage_at=watch())
        )
        order.parcels[0].contents = [{"title": "Brass lamp", "quantity": 2}]
    change(bot, Parcel, shelf.parcel, stage="delivered", milestone="delivered")
    tell(bot, cast, shelf, "parcel.delivered")
    run(bot)
    [text] = messenger.texts
    assert "2 × Brass lamp" in text
    assert "saree" not in text


def test_a_number_nobody_knows_yet_is_no_dash(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    change(bot, Customer, cast.asha, locale="en")
    change(bot, Parcel, shelf.parcel, tracking_number="")
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert "coming soon" in messenger.texts[0]


def test_news_of_a_clock_that_is_ahead_is_told_now(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast)
    at = watch() + timedelta(hours=5, minutes=30)
    ahead = Happening(
        MomentKind.PARCEL_SHIPPED, "parcel:1", cast.asha, at, order_id=shelf.order, parcel_id=shelf.parcel
    )
    with bot.database.writing.begin() as db:
        assert record.record_moment(db, cast.shop, ahead, watch())
    run(bot)
    assert len(messenger.texts) == 1
