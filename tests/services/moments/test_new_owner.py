"""A corrected phone number: what was held for the former one is told to the new one, and once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.notices import Notice
from bot.db.orders import Order
from bot.db.people import Customer
from bot.domain.channels import WayToCustomer
from bot.services.moments import new_owner
from bot.services.people import conversations
from tests.cast import JOHN, SHOP_WHATSAPP, Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import NIGHT, Shelf, held, messages, notices, run, stock, tell

MORNING = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # 08:30 in India


def move_to_john(bot: Bot, cast: Cast, shelf: Shelf) -> None:
    """John wrote a moment ago, and turns out to be whose order it is."""
    with bot.database.writing.begin() as db:
        way = WayToCustomer("whatsapp", JOHN, SHOP_WHATSAPP)
        talk = conversations.open_new(db, cast.shop, cast.john, way, bot.now())
        talk.last_inbound_at = bot.now()
        new_owner.give_to_customer(db, db.get_one(Order, shelf.order), db.get_one(Customer, cast.john), bot.now())


def test_it_tells_the_new_number_what_was_held_for_the_former(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert held(bot) == [("held", "quiet_hours")]
    move_to_john(bot, cast, shelf)
    watch.time = MORNING
    run(bot)
    assert held(bot) == [("canceled", "other_customer"), ("accepted", None)]
    assert len(messenger.letters) == 1
    with bot.database.reading.begin() as db:
        assert db.scalars(select(Notice.customer_id)).all() == [cast.john]
        told = db.get_one(Conversation, messages(bot)[1].conversation_id)
    assert (told.customer_id, notices(bot)) == (cast.john, {"shipped": ("composed", None)})


def test_it_does_not_tell_again_what_the_former_number_has_heard(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    move_to_john(bot, cast, shelf)
    watch.advance(minutes=5)
    run(bot)
    assert len(messenger.letters) == 1


def test_it_tells_no_news_that_is_old_by_then(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    watch.time = NIGHT + timedelta(days=2)
    move_to_john(bot, cast, shelf)
    run(bot)
    assert (messenger.letters, notices(bot)) == ([], {"shipped": ("dropped", "too_late")})
