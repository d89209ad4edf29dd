"""Carts left behind: three reminders at most, stopped at once by an order, a change, an answer or an empty shelf."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Cart
from bot.db.shop import Product
from bot.services.moments import record
from tests.cast import Cast as People
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import Shelf, agree, change, messages, notices, run, stock


@pytest.fixture
def shelf(bot: Bot, cast: People, watch: Watch) -> Shelf:
    """Asha agreed to marketing and leaves a cart now: noon in India."""
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
        record.begin_reminders(db, cast.shop, db.get_one(Cart, shelf.cart), watch())
    return shelf


def later(bot: Bot, watch: Watch, shelf: Shelf, **amount: float) -> None:
    """Time goes by; the window stays open so that templates are no part of these tests."""
    watch.advance(**amount)
    run(bot)


def test_it_reminds_after_an_hour_a_day_and_three_days(bot: Bot, watch: Watch, shelf: Shelf) -> None:
    for _ in range(80):
        watch.advance(hours=1)
        run(bot)
    assert [row.key for row in messages(bot)] == ["notice.cart_1", "notice.cart_2", "notice.cart_3"]


def test_the_first_has_a_picture_and_a_counted_link(
    bot: Bot, watch: Watch, messenger: FakeMessenger, shelf: Shelf
) -> None:
    with bot.database.writing.begin() as db:
        cart = db.get_one(Cart, shelf.cart)
        cart.items[0].picture_url = "https://rangoli.example/saree.jpg"
    later(bot, watch, shelf, hours=1)
    [letter] = messenger.letters
    assert letter.picture_url == "https://rangoli.example/saree.jpg"
    assert "https://shop.example.com/l/" in letter.text
    assert "rangoli.example/cart" not in letter.text


def test_an_order_stops_the_chain_at_once(bot: Bot, watch: Watch, messenger: FakeMessenger, shelf: Shelf) -> None:
    with bot.database.writing.begin() as db:
        db.get_one(Cart, shelf.cart).completed_at = watch()
        record.drop_cart(db, shelf.cart, "ordered", watch())
    later(bot, watch, shelf, hours=1)
    assert messenger.letters == []
    assert {state for state, _ in notices(bot).values()} == {"dropped"}


def test_a_composed_reminder_is_checked_again_before_it_leaves(
    bot: Bot, cast: People, watch: Watch, messenger: FakeMessenger, shelf: Shelf
) -> None:
    watch.advance(hours=9)  # past eight in the evening: held until morning
    run(bot)
    assert [row.held_because for row in messages(bot)] == ["quiet_hours"]
    change(bot, Cart, shelf.cart, completed_at=watch())
    later(bot, watch, shelf, hours=11)
    assert messenger.letters == []


def test_a_changed_cart_begins_again(
    bot: Bot, cast: People, watch: Watch, messenger: FakeMessenger, shelf: Shelf
) -> None:
    watch.advance(minutes=50)
    with bot.database.writing.begin() as db:
        cart = db.get_one(Cart, shelf.cart)
        cart.updated_at = watch()
        record.begin_reminders(db, cast.shop, cart, watch())
    later(bot, watch, shelf, minutes=20)
    assert messenger.letters == []
    later(bot, watch, shelf, minutes=41)
    assert len(messenger.letters) == 1


def test_a_step_that_was_sent_is_not_sent_again_for_a_changed_cart(
    bot: Bot, cast: People, watch: Watch, messenger: FakeMessenger, shelf: Shelf
) -> None:
    later(bot, watch, shelf, hours=1)
    with bot.database.writing.begin() as db:
        cart = db.get_one(Cart, shelf.cart)
        cart.updated_at = watch()
        record.begin_reminders(db, cast.shop, cart, watch())
    later(bot, watch, shelf, hours=2)
    assert len(messenger.letters) == 1


def test_an_answer_ends_it(bot: Bot, watch: Watch, messenger: FakeMessenger, shelf: Shelf) -> None:
    later(bot, watch, shelf, hours=1)
    watch.advance(minutes=5)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    later(bot, watch, shelf, hours=23)
    assert len(messenger.letters) == 1
    assert notices(bot)["cart_2"] == ("dropped", "not_answered")


def test_nothing_is_offered_that_cannot_be_bought(
    bot: Bot, watch: Watch, messenger: FakeMessenger, shelf: Shelf
) -> None:
    with bot.database.writing.begin() as db:
        db.query(Product).update({"stock": 0})
    later(bot, watch, shelf, hours=1)
    assert messenger.letters == []
    assert notices(bot)["cart_1"] == ("dropped", "cart_in_stock")


def test_a_link_to_somebody_elses_pages_is_not_sent(
    bot: Bot, watch: Watch, messenger: FakeMessenger, shelf: Shelf
) -> None:
    change(bot, Cart, shelf.cart, recovery_url="https://evil.example/cart")
    later(bot, watch, shelf, hours=1)
    assert messenger.letters == []
    assert notices(bot)["cart_1"] == ("dropped", "link_not_ours")
