"""A carrier tells a parcel's whole history every time: known scans cost nothing, new ones count as ever."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.db.orders import Parcel, Sighting
from bot.domain.news import News, OrderRef, ParcelNews
from bot.services.incoming import applying
from tests.teller import Teller, new_teller, order_news, parcel_news

WAY = ("shipped", "in_transit", "near", "out_for_delivery", "delivered")
WHERE = {"external_id": "", "order": OrderRef(number="1042")}


def scans(*milestones: str, **changes: Any) -> list[ParcelNews]:
    """An hour apart, as the carrier names the parcel."""
    return [parcel_news(name, hours, **{**WHERE, **changes}) for hours, name in enumerate(milestones, 1)]


def tell(teller: Teller, *news: News) -> list[applying.Outcome]:
    return applying.apply_all(teller.db, teller.carrier, news, teller.now)


def state(teller: Teller) -> dict[str, Any]:
    teller.db.flush()
    [parcel] = teller.db.scalars(select(Parcel))
    hidden = ("id", "order_id", "merchant_id", "source")
    return {
        column.name: getattr(parcel, column.key) for column in Parcel.__table__.columns if column.name not in hidden
    }


def statements(teller: Teller, *news: News) -> int:
    """How many the database gets."""
    counted: list[str] = []
    bind = teller.db.get_bind()

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    event.listen(bind, "before_cursor_execute", count)
    tell(teller, *news)
    event.remove(bind, "before_cursor_execute", count)
    return len(counted)


def test_it_ends_as_if_each_scan_had_come_by_itself(teller: Teller) -> None:
    history = scans(*WAY, place="Surat")
    history[2] = parcel_news("near", 3, expected_on=date(2026, 11, 25), **WHERE)
    teller.tell(order_news())
    tell(teller, *history)
    at_once, told = state(teller), teller.told()
    teller.db.rollback()
    single = new_teller(teller.db)
    single.tell(order_news())
    single.tell(*history, by=single.carrier)
    assert (state(single), single.told()) == (at_once, told)


def test_it_makes_one_outcome_of_a_history(teller: Teller) -> None:
    teller.tell(order_news())
    [outcome] = tell(teller, *scans(*WAY))
    assert (outcome.ignored, outcome.arrived_numbers) == ("", frozenset({"T1"}))
    assert tell(teller, *scans(*WAY)) == [applying.Outcome(customer_id=outcome.customer_id, ignored="known already")]


def test_known_scans_cost_no_statements(teller: Teller) -> None:
    teller.tell(order_news())
    tell(teller, *scans(*WAY))
    assert statements(teller, *scans(*WAY)) == statements(teller, *scans(*WAY)[:1])


def test_it_keeps_parcels_apart(teller: Teller) -> None:
    teller.tell(order_news(), order_news(external_id="502", number="#1043"))
    other = scans("shipped", "near", order=OrderRef(number="1043"), tracking_number="T2")
    assert len(tell(teller, *scans("shipped"), *other, *scans("shipped", "in_transit"))) == 3
    found = {row.tracking_number: row.milestone for row in teller.db.scalars(select(Parcel))}
    assert found == {"T1": "in_transit", "T2": "near"}


def test_one_bad_scan_spoils_the_whole_history(teller: Teller) -> None:
    teller.tell(order_news())
    with pytest.raises(applying.Unfit, match="milestone"):
        tell(teller, *scans("shipped", "teleported", "delivered"))
    assert teller.db.scalars(select(Sighting)).all() == []


def test_it_waits_whole_for_an_order_we_do_not_know(teller: Teller) -> None:
    with pytest.raises(applying.NotYet) as waiting:
        tell(teller, *scans(*WAY))
    assert (waiting.value.order, waiting.value.number) == ("1042", "T1")
