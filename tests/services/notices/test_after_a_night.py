"""A message that waited says what is true when it leaves, not what was when it was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Cart, CartItem, Parcel
from bot.db.shop import Offer
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.services.moments import record
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import NIGHT, Shelf, agree, change, held, messages, notices, run, stock, tell

SLIP = {"missed": "2026-11-22", "day": "2026-11-25", "why": "unknown"}


def at_night(bot: Bot, cast: Cast, watch: Watch, kind: str, expected: date, **values: str) -> Shelf:
    """Something happens at 22:30 and is held for the hours."""
    watch.time = NIGHT
    shelf = stock(bot, cast)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    change(bot, Parcel, shelf.parcel, expected_on=expected)
    tell(bot, cast, shelf, kind, **values)
    run(bot)
    assert held(bot) == [("held", "quiet_hours")]
    return shelf


def in_the_morning(bot: Bot, watch: Watch) -> None:
    watch.advance(hours=10)
    run(bot)


def test_tomorrow_is_today_after_a_night(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    at_night(bot, cast, watch, "parcel.shipped", date(2026, 11, 22))
    in_the_morning(bot, watch)
    [text] = messenger.texts
    assert held(bot) == [("canceled", "said_anew"), ("accepted", None)]
    assert text != messages(bot)[0].text
    assert text == messages(bot)[1].text


def test_what_is_late_no_longer_is_not_told(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = at_night(
        bot, cast, watch, "parcel.late", date(2026, 11, 25), missed="2026-11-22", day="2026-11-25", why="unknown"
    )
    change(bot, Parcel, shelf.parcel, expected_on=date(2026, 11, 22))
    in_the_morning(bot, watch)
    assert (messenger.texts, notices(bot)["late"]) == ([], ("composed", None))
    assert held(bot) == [("expired", "still_late")]


def test_of_two_slips_in_a_night_the_newer_is_told(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = at_night(
        bot, cast, watch, "parcel.late", date(2026, 11, 25), missed="2026-11-22", day="2026-11-25", why="unknown"
    )
    change(bot, Parcel, shelf.parcel, expected_on=date(2026, 11, 27))
    tell(bot, cast, shelf, "parcel.late", "parcel:1:again", **SLIP)
    run(bot)
    in_the_morning(bot, watch)
    assert len(messenger.texts) == 1
    assert held(bot)[0] == ("expired", "still_late")


def test_a_changed_cart_takes_back_a_reminder_that_waits(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
        record.begin_reminders(db, cast.shop, db.get_one(Cart, shelf.cart), watch())
    watch.advance(hours=1)
    run(bot)
    assert held(bot) == [("held", "quiet_hours")]
    watch.advance(hours=10, minutes=25)
    with bot.database.writing.begin() as db:
        cart = db.get_one(Cart, shelf.cart)
        cart.updated_at, cart.items = watch(), [CartItem(title="Brass lamp", price=89900)]
        record.begin_reminders(db, cast.shop, cart, watch())
    watch.advance(minutes=10)
    run(bot)
    assert (messenger.texts, held(bot)) == ([], [("canceled", "cart_changed")])
    watch.advance(minutes=50)
    run(bot)
    assert "Brass lamp" in messenger.texts[0]


def test_a_guide_waits_for_trouble_of_the_night(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    happening = Happening(
        MomentKind.ORDER_DELIVERED, "order:1", cast.asha, NIGHT - timedelta(hours=20), order_id=shelf.order
    )
    watch.time = NIGHT
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    with bot.database.writing.begin() as db:
        record.record_moment(db, cast.shop, happening, watch())
    run(bot)
    assert ("held", "quiet_hours") in held(bot)
    change(bot, Conversation, shelf.conversation, needs_person_since=watch())
    in_the_morning(bot, watch)
    assert messenger.texts == []
    assert notices(bot)["guide"][0] == "planned"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_on": date(2026, 12, 31)}, "RANG100"),
        ({"active": False}, "WORSE50"),
        ({"ends_on": date(2026, 11, 20)}, "WORSE50"),
    ],
)
def test_a_code_is_one_that_can_be_used(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, changes: Mapping[str, object], code: str
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        db.add(Offer(merchant_id=cast.shop, code="WORSE50", amount=5000, minimum=900000))
        db.add(Offer(merchant_id=cast.other_shop, code="RANG100", amount=10000, minimum=100000))
        [first] = [offer.id for offer in db.query(Offer) if offer.merchant_id == cast.shop and offer.code == "RANG100"]
    tell(bot, cast, shelf, "order.delivered")
    watch.advance(hours=25)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    run(bot)
    assert ("held", "no_consent") in held(bot)
    change(bot, Offer, first, **changes)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    watch.advance(minutes=31)
    run(bot)
    told = "".join(messenger.texts)
    assert [one for one in ("RANG100", "WORSE50") if one in told] == [code]
