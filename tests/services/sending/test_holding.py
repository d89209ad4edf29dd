"""What is held, why, until when; and that it leaves when the reason is gone, or expires."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Order
from bot.db.people import Customer
from bot.db.requests import Rating, Request
from bot.db.shop import Merchant
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import NIGHT, agree, change, held, messages, run, stock, tell


def test_marketing_needs_an_agreement(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "rating.high")
    watch.advance(hours=2)
    run(bot)
    assert held(bot) == [("held", "no_consent")]
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    watch.advance(minutes=31)
    run(bot)
    assert [row.state for row in messages(bot)] == ["canceled", "accepted"]  # said anew


def test_a_shops_sms_consent_is_none_for_whatsapp(bot: Bot, cast: Cast, watch: Watch) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch(), "sms")
    change(bot, Merchant, cast.shop, sms_from=None)
    tell(bot, cast, shelf, "rating.high")
    watch.advance(hours=2)
    run(bot)
    assert held(bot) == [("held", "no_consent")]


@pytest.mark.parametrize("trouble", ["late_parcel", "open_request", "unhappy", "with_person"])
def test_marketing_waits_while_something_is_wrong(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, trouble: str
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    make = {
        "late_parcel": lambda: change(bot, Order, shelf.order, promised_on=date(2026, 11, 20)),
        "open_request": lambda: _add(bot, _request(cast, watch())),
        "unhappy": lambda: _add(
            bot, Rating(merchant_id=cast.shop, customer_id=cast.asha, stars=2, dedupe_key="r", at=watch())
        ),
        "with_person": lambda: change(bot, Conversation, shelf.conversation, needs_person_since=watch()),
    }
    make[trouble]()
    tell(bot, cast, shelf, "customer.birthday")
    run(bot)
    assert messenger.letters == []
    assert held(bot) == [("held", trouble)]


def test_it_keeps_the_hours_of_marketing(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    tell(bot, cast, shelf, "customer.birthday")
    run(bot)
    [row] = messages(bot)
    assert (row.state, row.held_because) == ("held", "quiet_hours")
    assert row.not_before == datetime(2026, 11, 22, 4, 30, tzinfo=UTC)  # 10:00 in India
    watch.time = row.not_before
    run(bot)
    assert len(messenger.letters) == 1


def test_the_hours_are_those_of_the_customer(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    change(bot, Customer, cast.asha, zone="America/New_York")
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    tell(bot, cast, shelf, "customer.birthday")
    run(bot)
    assert len(messenger.letters) == 1


def test_urgent_news_comes_at_any_hour_and_other_news_waits_for_morning(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "order.placed")
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert {row.key: row.state for row in messages(bot)} == {"notice.placed": "accepted", "notice.shipped": "held"}
    watch.advance(hours=10)
    run(bot)
    assert len(messenger.letters) == 2


def test_no_more_than_one_a_day_and_three_a_week(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        agree(db, cast, cast.asha, watch())
    sent_on = []
    for number in range(5):
        tell(bot, cast, shelf, "rating.high", f"rating:{number}")
    for hour in range(24 * 6):
        watch.advance(hours=1)
        change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
        before = len(messenger.letters)
        run(bot)
        sent_on += [hour] * (len(messenger.letters) - before)
    assert len(sent_on) == 3
    assert min(later - earlier for earlier, later in itertools.pairwise(sent_on)) >= 24
    assert [row.state for row in messages(bot)].count("expired") == 2


def _request(cast: Cast, at: datetime) -> Request:
    return Request(
        merchant_id=cast.shop,
        customer_id=cast.asha,
        kind="complaint",
        reference="RQ-4444",
        dedupe_key="k",
        created_at=at,
    )


def _add(bot: Bot, row: object) -> None:
    with bot.database.writing.begin() as db:
        db.add(row)
