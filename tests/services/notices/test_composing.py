"""What happens is told once, in the customer's words, as long as it is true and worth it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.orders import Order, Parcel
from bot.db.people import Customer
from bot.db.shop import Sentence
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.services.moments import record, rules
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import change, messages, notices, run, stock, tell


def test_it_tells_in_the_customers_language(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    [letter] = messenger.letters
    assert "1042" in letter.text
    assert "Delhivery" in letter.text
    assert "149022" in letter.text
    assert "https://shop.example.com/t/" in letter.text
    assert "ઓર્ડર" in letter.text
    [row] = messages(bot)
    assert (row.lane, row.purpose, row.author, row.key) == ("notice", "utility", "system", "notice.shipped")


def test_it_tells_a_moment_once_however_often_it_is_said(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    for _ in range(3):
        tell(bot, cast, shelf, "parcel.shipped")
        run(bot)
    assert len(messenger.letters) == 1


def test_it_does_not_tell_what_is_no_longer_so(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    change(bot, Parcel, shelf.parcel, stage="delivered", milestone="delivered")
    tell(bot, cast, shelf, "parcel.out_for_delivery")
    run(bot)
    assert messenger.letters == []
    assert notices(bot)["out_for_delivery"] == ("dropped", "still_so")


def test_it_does_not_tell_old_news(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    old = Happening(MomentKind.ORDER_PLACED, "order:1", cast.asha, watch() - timedelta(days=3), order_id=shelf.order)
    with bot.database.writing.begin() as db:
        assert record.record_moment(db, cast.shop, old, watch()) == []
    run(bot)
    assert messenger.letters == []


@pytest.mark.parametrize(("payment", "rule"), [("paid", "out_for_delivery"), ("cod", "out_for_delivery_cod")])
def test_it_reminds_of_the_cash_only_where_cash_is_due(
    bot: Bot, cast: Cast, messenger: FakeMessenger, payment: str, rule: str
) -> None:
    shelf = stock(bot, cast)
    change(bot, Order, shelf.order, payment=payment)
    change(bot, Parcel, shelf.parcel, stage="out_for_delivery", milestone="out_for_delivery")
    tell(bot, cast, shelf, "parcel.out_for_delivery")
    run(bot)
    assert [name for name, (state, _) in notices(bot).items() if state == "composed"] == [rule]
    assert ("₹3,499" in messenger.letters[0].text) == (payment == "cod")


def test_it_offers_what_can_be_done_about_bad_news(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    change(bot, Customer, cast.asha, locale="en")
    change(bot, Parcel, shelf.parcel, stage="attempt_failed", milestone="attempt_failed", failed_why="not_home")
    tell(bot, cast, shelf, "parcel.attempt_failed")
    run(bot)
    [letter] = messenger.letters
    assert "Nobody was there to take it." in letter.text
    assert [button.title for button in letter.buttons] == ["Another day", "Correct the address", "Talk to a person"]


def test_it_says_the_shops_own_words(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        own = Sentence(merchant_id=cast.shop, key="notice.shipped", locale="gu", text="ચાલ્યું! {number} 🚚")
        db.add(own)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert messenger.texts == ["ચાલ્યું! 1042 🚚"]


def test_a_slip_in_the_shops_own_words_costs_nobody_the_news(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        db.add(Sentence(merchant_id=cast.shop, key="notice.shipped", locale="gu", text="{nonsense} {number"))
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert "1042" in messenger.texts[0]


def test_a_rule_can_be_switched_off_delayed_and_restricted(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        rules.change(db, cast.shop, "shipped", active=False)
        rules.change(db, cast.shop, "placed", delay_seconds=1800)
        rules.change(db, cast.shop, "paid", segment={"orders_at_least": 5})
    for kind in ("parcel.shipped", "order.placed", "order.paid"):
        tell(bot, cast, shelf, kind)
    run(bot)
    assert messenger.letters == []
    watch.advance(minutes=31)
    run(bot)
    assert [row.key for row in messages(bot)] == ["notice.placed"]


def test_another_shops_rules_are_its_own(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        rules.change(db, cast.other_shop, "shipped", active=False)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert len(messenger.letters) == 1


def test_who_has_no_address_is_told_nothing(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        nobody = Customer(merchant_id=cast.shop, created_at=bot.now())
        db.add(nobody)
        db.flush()
        record.record_moment(
            db,
            cast.shop,
            Happening(MomentKind.ORDER_PLACED, "order:9", nobody.id, bot.now(), order_id=shelf.order),
            bot.now(),
        )
    run(bot)
    assert messenger.letters == []
    assert notices(bot)["placed"] == ("dropped", "no_address")
