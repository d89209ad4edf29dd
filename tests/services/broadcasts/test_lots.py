"""Lots: the same each time, even, and one drawing says nothing of another."""

from __future__ import annotations

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.people import Customer
from bot.domain.shares import PRIME, WHOLE, draw_lot, name_salt
from bot.services.broadcasts.lots import draw_arm
from tests.cast import Cast
from tests.services.broadcasts.crowd import add_crowd

HOLDOUT, PILOT = name_salt(7, "holdout"), name_salt(7, "pilot")


@pytest.mark.parametrize("step", [1, 2, 7, 1000])
def test_each_share_is_drawn_evenly_and_apart_from_the_others(step: int) -> None:
    people = range(1, 40_000 * step, step)
    held_out = {one for one in people if draw_lot(one, HOLDOUT) < WHOLE // 10}
    first = {one for one in people if draw_lot(one, PILOT) < WHOLE // 20}
    assert len(held_out) / len(people) == pytest.approx(0.1, abs=0.01)
    assert len(first) / len(people) == pytest.approx(0.05, abs=0.01)
    assert len(held_out & first) / len(people) == pytest.approx(0.005, abs=0.002)


def test_other_broadcasts_draw_other_people() -> None:
    first, second = (
        {one for one in range(20_000) if draw_lot(one, name_salt(broadcast, "pilot")) < WHOLE // 10}
        for broadcast in (1, 2)
    )
    assert len(first & second) / 20_000 == pytest.approx(0.01, abs=0.005)


def test_the_databases_draw_the_same_people(bot: Bot, cast: Cast) -> None:
    ids = add_crowd(bot, cast, 60)
    odd = Broadcast(id=PRIME + 5, holdout_percent=30, pilot_percent=40)
    with bot.database.reading.begin() as db:
        asked = select(Customer.id, draw_arm(odd, Customer.id.expression)).where(Customer.id.in_(ids))
        drawn = {one: arm for one, arm in db.execute(asked)}
        assert _largest(db, odd) in {"", "pilot", "holdout"}
    assert {arm for arm in drawn.values()} == {"", "pilot", "holdout"}
    for one, arm in drawn.items():
        held_out = draw_lot(one, name_salt(odd.id, "holdout")) < 3000
        first = draw_lot(one, name_salt(odd.id, "pilot")) < 4000
        assert arm == ("holdout" if held_out else "pilot" if first else "")


def _largest(db: Session, broadcast: Broadcast) -> str | None:
    """Nothing overflows at the largest id there can be."""
    return db.scalar(select(draw_arm(broadcast, literal(2**63 - 1))))
