"""Any order, repetition, and loss with a later replay of a parcel's news ends in the same state, and tells no lie."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from bot.db.engine import open_engine, sessions
from bot.db.notices import Moment
from bot.db.orders import Parcel
from bot.domain.milestones import STAGE_OF
from bot.domain.news import OrderRef, ParcelNews
from tests.fakes import START
from tests.teller import Teller, new_teller, order_news, parcel_news

STATE = """
    stage milestone stage_at place scanned_at expected_on promised_on late_why failed_why shipped_at delivered_at
"""
ONE_A_DAY = ("parcel.out_for_delivery", "parcel.attempt_failed")
# How shop and carrier name the one parcel: by both ids, by the shop's, by the number alone, by nothing but the order.
NAMED: tuple[dict[str, Any], ...] = (
    {},
    {"tracking_number": ""},
    {"external_id": "", "order": OrderRef(number="1042")},
    {"external_id": "", "tracking_number": ""},
)
PIECES = st.builds(
    lambda milestone, hours, place, day, why, named: parcel_news(
        milestone, hours, place=place, expected_on=day and date(2026, 11, day), late_why=why, **named
    ),
    st.sampled_from([*STAGE_OF, ""]),
    st.integers(0, 20),
    st.sampled_from(["", "Surat", "Vapi"]),
    st.sampled_from([None, 22, 25, 28]),
    st.sampled_from(["", "weather", "hub"]),
    st.sampled_from(NAMED),
)


@pytest.fixture(scope="module")
def engine(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """SQLite alone: hundreds of small databases' worth of work, and what is tested is not the database."""
    copy = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("shuffled") / "dastak.db")
    engine = open_engine(f"sqlite:///{copy}")
    yield engine
    engine.dispose()


def follow(engine: Engine, told: Sequence[ParcelNews]) -> dict[str, Any]:
    """The parcel's state after all that was told; whatever was said on the way was true when it was said."""
    with sessions(engine).writing() as db:
        teller = new_teller(db)
        teller.tell(order_news())
        said: list[tuple[str, str]] = []
        for one in told:
            teller.tell(one, by=teller.carrier if one.order.number else teller.shop)
            said += new_words(teller, said)
        kinds = [kind for kind, _ in said if kind not in ONE_A_DAY]
        assert len(kinds) == len(set(kinds))
        [parcel] = db.scalars(select(Parcel))
        state = {name: getattr(parcel, name) for name in STATE.split()}
        db.rollback()
    return state


def new_words(teller: Teller, said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was said since, each of it current."""
    rows = teller.db.scalars(select(Moment).where(Moment.parcel_id.is_not(None), Moment.kind != "parcel.late"))
    new = [row for row in rows if (row.kind, row.subject) not in said]
    for row in new:
        parcel = teller.db.get_one(Parcel, row.parcel_id)
        assert (row.kind, row.at) == (f"parcel.{parcel.milestone}", parcel.stage_at)
    assert len(new) <= 1
    return [(row.kind, row.subject) for row in new]


def in_order(told: Sequence[ParcelNews]) -> list[ParcelNews]:
    return sorted(told, key=lambda one: one.at)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_it_ends_in_the_same_state_whatever_the_order(engine: Engine, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(PIECES, min_size=1, max_size=6))
    shuffled = data.draw(st.permutations(pieces + data.draw(st.lists(st.sampled_from(pieces), max_size=3))))
    assert follow(engine, shuffled) == follow(engine, in_order(pieces))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_it_ends_in_the_same_state_when_lost_news_are_replayed(engine: Engine, data: st.DataObject) -> None:
    pieces = in_order(data.draw(st.lists(PIECES, min_size=1, max_size=6)))
    lost = data.draw(st.sets(st.integers(0, len(pieces) - 1)))
    came = [one for place, one in enumerate(pieces) if place not in lost]
    assert follow(engine, [*came, *pieces]) == follow(engine, pieces)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_it_ends_in_the_same_state_when_the_shipment_was_called_off(engine: Engine, data: st.DataObject) -> None:
    by_shop = {"external_id": "f1", "tracking_number": "T1", "order": OrderRef("501")}
    named = st.sampled_from([by_shop, {**NAMED[2], "tracking_number": "T1"}])
    told = st.lists(st.builds(lambda one, names: replace(one, **names), PIECES, named), max_size=5)
    pieces = [*data.draw(told), parcel_news("", 5, cancelled=True)]
    assert follow(engine, data.draw(st.permutations(pieces))) == follow(engine, in_order(pieces))


def test_it_tells_a_day_of_attempts_once_whatever_is_repeated(engine: Engine) -> None:
    news = [parcel_news("attempt_failed", hours) for hours in (1, 2, 1, 3)]
    assert follow(engine, news)["stage_at"] == START + timedelta(hours=3)
