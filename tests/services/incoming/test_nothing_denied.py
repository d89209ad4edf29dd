"""Whatever order shop and carrier tell an order's story in, nobody hears what a later or stronger word denies."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.db.engine import open_engine, sessions
from bot.db.shop import Merchant
from bot.domain.news import News, OrderRef, RefundNews
from bot.domain.news.outcome import NotYet
from bot.services.orders.views import build_view
from tests.fakes import START
from tests.teller import Teller, new_teller, order_news, parcel_news, version

CANCELLED_AT = START + timedelta(minutes=40)
REFUND = RefundNews(OrderRef("501"), "r1", 429700, "INR", START + timedelta(minutes=50))
STORY: dict[str, News] = {
    "pending": version(1, payment="pending"),
    "paid": version(10, payment="paid"),
    "packed": version(20, payment="paid", packed_at=START + timedelta(minutes=20)),
    "lowered": version(60, payment="pending", packed_at=None),  # a plugin's own status: on hold
    "cancelled": version(40, payment="paid", cancelled_at=CANCELLED_AT),
    "refund": REFUND,
    "paid again": version(70, payment="paid"),
    "shipped": parcel_news("shipped", 0.5),
    "in_transit": parcel_news("in_transit", 0.6),
    "out_for_delivery": parcel_news("out_for_delivery", 0.7),
    "delivered": parcel_news("delivered", 0.8),
    "returning": parcel_news("returning", 1.2),
    "returned": parcel_news("returned", 1.5),
}
LIFTS = frozenset({"lowered", "paid again"})
ON_THE_WAY = frozenset({"order.packed", "parcel.shipped", "parcel.in_transit", "parcel.out_for_delivery"})
# What must not be told any more once something stronger was.
DENIED = {
    "parcel.delivered": ON_THE_WAY | {"order.cancelled"},
    "parcel.returning": ON_THE_WAY | {"parcel.delivered"},
    "parcel.returned": ON_THE_WAY | {"parcel.delivered", "parcel.returning"},
    "order.cancelled": {"order.packed", "order.paid", "parcel.shipped", "parcel.out_for_delivery"},
    "order.refund_issued": {"order.paid"},
    "parcel.shipped": {"order.packed"},
}


@pytest.fixture(scope="module")
def engine(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """SQLite alone: hundreds of small databases' worth of work, and what is tested is not the database."""
    copy = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("denied") / "dastak.db")
    engine = open_engine(f"sqlite:///{copy}")
    yield engine
    engine.dispose()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(sorted(STORY)), min_size=2, max_size=9))
def test_nothing_is_told_that_was_denied_before(engine: Engine, told: Sequence[str]) -> None:
    with sessions(engine).writing() as db:
        teller = new_teller(db)
        teller.now = START + timedelta(hours=2)
        teller.tell(order_news(payment="pending"))
        heard = set[str]()
        for name in told:
            before = teller.told()
            with suppress(NotYet):
                heard |= set() if teller.tell(STORY[name]).ignored else {name}
            for kind in teller.told()[len(before) :]:
                denied = [strong for strong in before if kind in DENIED.get(strong, ())]
                if heard & LIFTS:  # a later version of the order, which isn't cancelled
                    denied = [strong for strong in denied if strong != "order.cancelled"]
                assert not denied, f"{kind} after {denied}"
        check_end(teller, heard)
        db.rollback()


def check_end(teller: Teller, told: set[str]) -> None:
    """What the chat says at the end is not denied by anything that was told."""
    order = build_view(teller.order(), teller.db.get_one(Merchant, teller.cast.shop), teller.now)
    if "refund" in told:
        assert order.payment == "refunded"
    elif told & {"paid", "packed", "cancelled", "paid again"}:
        assert order.payment == "paid"
    if "returned" in told:
        assert order.stage in ("returned", "cancelled")
    elif "delivered" in told and "returning" not in told:
        assert order.stage == "delivered"
