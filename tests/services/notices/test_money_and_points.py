"""Money is spoken of only where there is any; the points of an order come with its arrival, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.orders import Order, Parcel
from bot.db.people import Customer
from bot.db.shop import Sentence
from bot.services.rewards import points
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import Shelf, agree, change, notices, run, stock, tell

GIVEN_BACK = "give your money back"
BAD_NEWS = ("lost", "damaged", "returning", "returned")


def _shelf(bot: Bot, cast: Cast) -> Shelf:
    shelf = stock(bot, cast)
    change(bot, Customer, cast.asha, locale="en")
    return shelf


def _arrives(bot: Bot, cast: Cast, shelf: Shelf, at: Watch) -> None:
    change(bot, Parcel, shelf.parcel, stage="delivered", milestone="delivered", delivered_at=at())
    tell(bot, cast, shelf, "parcel.delivered")


def _earn(bot: Bot, shelf: Shelf) -> None:
    with bot.database.writing.begin() as db:
        assert points.earn_for_order(db, db.get_one(Order, shelf.order), bot.now())


@pytest.mark.parametrize("milestone", BAD_NEWS)
@pytest.mark.parametrize("payment", ["paid", "cod", "pending"])
def test_bad_news_offers_money_only_where_it_was_paid(
    bot: Bot, cast: Cast, messenger: FakeMessenger, milestone: str, payment: str
) -> None:
    shelf = _shelf(bot, cast)
    change(bot, Order, shelf.order, payment=payment)
    change(bot, Parcel, shelf.parcel, stage="lost" if milestone == "damaged" else milestone, milestone=milestone)
    tell(bot, cast, shelf, f"parcel.{milestone}")
    run(bot)
    [text] = messenger.texts
    assert (GIVEN_BACK in text) is (payment == "paid")
    assert ("nothing to pay" in text) is (payment != "paid")
    assert "Money back" not in text


def test_cash_paid_at_the_door_goes_back_too(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = _shelf(bot, cast)
    change(bot, Order, shelf.order, payment="cod")
    change(bot, Parcel, shelf.parcel, stage="returned", milestone="returned", delivered_at=watch() - timedelta(days=3))
    tell(bot, cast, shelf, "parcel.returned")
    run(bot)
    assert GIVEN_BACK in messenger.texts[0]


@pytest.mark.parametrize(("payment", "said"), [("cod", "There's nothing to pay."), ("paid", "We pay back ₹")])
def test_a_cancelled_order_says_where_the_money_is(
    bot: Bot, cast: Cast, messenger: FakeMessenger, payment: str, said: str
) -> None:
    shelf = _shelf(bot, cast)
    change(bot, Order, shelf.order, payment=payment, status="cancelled")
    tell(bot, cast, shelf, "order.cancelled")
    run(bot)
    assert said in messenger.texts[0]


def test_points_come_with_the_arrival_in_one_message(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = _shelf(bot, cast)
    _arrives(bot, cast, shelf, watch)
    _earn(bot, shelf)
    run(bot)
    [text] = messenger.texts
    assert "has been delivered" in text
    assert "points, you now have" in text
    assert notices(bot)["points"] == ("dropped", "points_apart")


def test_points_that_come_later_are_told_by_themselves(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = _shelf(bot, cast)
    _arrives(bot, cast, shelf, watch)
    run(bot)
    watch.advance(minutes=5)
    _earn(bot, shelf)
    run(bot)
    assert len(messenger.texts) == 2
    assert "points" not in messenger.texts[0]
    assert "You've earned" in messenger.texts[1]


def test_a_shops_own_words_of_the_arrival_leave_the_points_their_message(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = _shelf(bot, cast)
    with bot.database.writing.begin() as db:
        db.add(Sentence(merchant_id=cast.shop, key="notice.delivered", locale="en", text="Order {number} is there."))
    _arrives(bot, cast, shelf, watch)
    _earn(bot, shelf)
    run(bot)
    assert sorted(text.split(".")[0][:8] for text in messenger.texts) == ["Order 10", "🪙 You've"]


@pytest.mark.parametrize(
    ("profile", "said"), [("https://x.example", "friend"), ("Mr. R K", "friend"), ("ASHA PATEL", "Asha")]
)
def test_nobody_is_greeted_by_what_is_no_name(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, profile: str, said: str
) -> None:
    shelf = _shelf(bot, cast)
    change(bot, Customer, cast.asha, name=profile)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, bot.now(), "whatsapp")
    tell(bot, cast, shelf, "rating.high")
    watch.advance(hours=2)
    run(bot)
    [text] = messenger.texts
    assert f"kind words, {said}!" in text
