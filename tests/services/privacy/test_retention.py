"""What is older than it is kept for goes; what the law wants, what is on its way and what is another shop's stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.connections import DataExport, RawEvent
from bot.db.conversations import Choice, Conversation, InboundMessage, KeptRequest, Media
from bot.db.desk import OrderActionTaken
from bot.db.notices import Moment, Notice
from bot.db.orders import Order, Parcel, Sighting
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.db.people import Consent, Customer
from bot.db.requests import ProofGuess, Rating, Request
from bot.db.shop import Merchant
from bot.domain.moments import MomentKind
from bot.domain.retention import KeptKind
from bot.services.privacy import retention
from bot.tasks.forgetting import forget, prune
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import Watch
from tests.services.privacy.filling import fill

GOES: list[type[Any]] = [
    *(OutgoingMessage, InboundMessage, Media, Choice, Notice, DataExport, ProofGuess, StatusEvent, KeptRequest)
]
STAYS: list[type[Any]] = [Order, OrderActionTaken, Parcel, Consent, Request, Rating, Customer, Conversation, Merchant]


@pytest.fixture
def filled(bot: Bot, cast: Cast) -> Callable[[type[Any]], int]:
    """A shop of which every kind has a row; returns how many rows a table has."""
    fill(bot, cast)
    return lambda table: len(rows(bot, table))


def _prune_all(bot: Bot) -> None:
    for _ in range(3):  # a file leaves the disk between two rounds
        prune(bot)
        forget(bot)


def test_it_keeps_everything_as_long_as_it_is_to_be_kept(
    bot: Bot, filled: Callable[[type[Any]], int], watch: Watch
) -> None:
    tables: list[type[Any]] = [*GOES, *STAYS, Moment, Sighting, RawEvent]
    before = {table: filled(table) for table in tables}
    assert all(before.values())
    watch.advance(days=89)
    assert prune(bot) == 0
    assert {table: filled(table) for table in before} == before


def test_it_lets_everything_go_that_is_old_and_nothing_that_has_to_stay(
    bot: Bot, filled: Callable[[type[Any]], int], watch: Watch
) -> None:
    stays = {table: filled(table) for table in STAYS}
    watch.advance(days=367)
    _prune_all(bot)
    assert {table: filled(table) for table in GOES} == dict.fromkeys(GOES, 0)
    assert {table: filled(table) for table in STAYS} == stays
    assert [moment.kind for moment in rows(bot, Moment)] == [MomentKind.PARCEL_LATE]
    assert sorted(seen.milestone for seen in rows(bot, Sighting)) == ["", "delivered"]
    assert [event.state for event in rows(bot, RawEvent)] == ["parked"]
    assert list(bot.settings.media_dir.iterdir()) == []
    assert prune(bot) == 0


def test_a_shop_keeps_its_own_days(bot: Bot, cast: Cast, filled: Callable[[type[Any]], int], watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        db.get_one(Merchant, cast.shop).keep_days = ["messages=30", "files=5"]
    watch.advance(days=6)
    _prune_all(bot)
    assert not (bot.settings.media_dir / "a.jpg").exists()
    assert filled(InboundMessage) == 3
    watch.advance(days=25)
    _prune_all(bot)
    assert {row.merchant_id for row in rows(bot, InboundMessage)} == {cast.other_shop}
    assert {row.merchant_id for row in rows(bot, OutgoingMessage)} == {cast.other_shop}


def test_what_is_on_its_way_stays_however_old(bot: Bot, filled: Callable[[type[Any]], int], watch: Watch) -> None:
    with bot.database.writing.begin() as db:
        [first, second, *_] = db.query(OutgoingMessage).order_by(OutgoingMessage.id)
        first.state, second.retry_of = "held", first.id
        asked = first.in_reply_to
    watch.advance(days=1000)
    _prune_all(bot)
    assert [row.state for row in rows(bot, OutgoingMessage)] == ["held"]
    assert [row.id for row in rows(bot, InboundMessage)] == [asked]


def test_it_goes_in_small_batches_until_all_is_gone(
    bot: Bot, cast: Cast, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(7):
        post(bot, whatsapp_form(f"hello {number}"))
        work(bot)
        watch.advance(days=1)
    watch.advance(days=365 - 2)
    with bot.database.writing.begin() as db:
        went = retention.prune(db, KeptKind.MESSAGES, cast.shop, 365, bot.now())
    assert 0 < went <= 4  # two of each direction
    prune(bot)
    assert [row.text for row in rows(bot, InboundMessage)] == ["hello 5", "hello 6"]
    watch.advance(days=2)
    prune(bot)
    assert not rows(bot, InboundMessage)
    assert not rows(bot, OutgoingMessage)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10])
def test_it_finds_the_end_of_the_old(bot: Bot, cast: Cast, watch: Watch, count: int) -> None:
    for number in range(count):
        with bot.database.writing.begin() as db:
            db.add(KeptRequest(path="/", body="", reason="", fingerprint=str(number), received_at=bot.now()))
        watch.advance(days=1)
    with bot.database.writing.begin() as db:
        db.query(KeptRequest).filter(KeptRequest.fingerprint.in_(["2", "5"])).delete()
    times = [(row.id, row.received_at) for row in rows(bot, KeptRequest)]
    with bot.database.reading.begin() as db:
        for ago in range(count + 2):
            before = bot.now() - timedelta(days=ago, hours=-1)
            found = retention.find_end(db, KeptRequest, KeptRequest.received_at, before)
            assert [row for row, at in times if row <= found] == [row for row, at in times if at < before]
