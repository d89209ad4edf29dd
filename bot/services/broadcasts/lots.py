"""Who of a broadcast gets it first and who is held out: drawn by lot as its list is written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, case, literal

from bot.db.broadcasts import Broadcast
from bot.domain.broadcasts import Arm
from bot.domain.shares import FIRST, LAST, PRIME, WHOLE, name_salt

_PERCENT = WHOLE // 100


def draw_arm(broadcast: Broadcast, person: ColumnElement[int]) -> ColumnElement[str]:
    """Return the arm of each person of a broadcast's list, as an expression."""
    held_out, first = broadcast.holdout_percent, broadcast.pilot_percent or 0
    return case(
        (_lot(person, name_salt(broadcast.id, Arm.HOLDOUT)) < held_out * _PERCENT, Arm.HOLDOUT.value),
        (_lot(person, name_salt(broadcast.id, Arm.PILOT)) < first * _PERCENT, Arm.PILOT.value),
        else_=Arm.WHOLE.value,
    )


def _lot(person: ColumnElement[int], salt: int) -> ColumnElement[int]:
    """As bot.domain.shares.draw_lot, step by step."""
    spread = (person % PRIME * FIRST + salt) % PRIME
    mixed: ColumnElement[Any] = (spread * spread + literal(salt, Integer)) % PRIME
    return mixed * LAST % PRIME % WHOLE
