"""The state a parcel is in, as a function of the *set* of its sightings.

Nothing here looks at the order in which they became known, so that news that come late, twice or shuffled end in the
same state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bot.domain import milestones
from bot.domain.milestones import RANK, STAGE_OF, Milestone
from bot.domain.parcels import READY, ParcelStage

# The shipment was called off before a courier had it: kept as a sighting, so that a label told late can't revive it.
CALLED_OFF = "called_off"
_NOT_MOVING = frozenset({Milestone.LABEL, Milestone.SHIPPED})
_RETURNING = frozenset({ParcelStage.RETURNING, ParcelStage.RETURNED})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """A sighting: `milestone` is one of STAGE_OF, CALLED_OFF, or "" where it brought details only.

    `at` is UTC.
    """

    milestone: str
    at: datetime
    place: str = ""
    expected_on: date | None = None
    late_why: str | None = None
    failed_why: str | None = None

    @property
    def what(self) -> tuple[str, datetime, str]:
        """What makes it the same sighting when it is told again."""
        return (self.milestone, self.at, self.place)


@dataclass(frozen=True, slots=True)
class ParcelState:
    """What follows from the sightings; the fields below `went_back` are those of bot.db.orders.Parcel."""

    current: Seen | None = None  # the sighting that says where the parcel stands
    went_back: bool = False  # it was on its way back at some time, whatever is said of it since
    milestone: str = ""
    stage: str = READY
    stage_at: datetime | None = None
    place: str = ""
    scanned_at: datetime | None = None
    expected_on: date | None = None
    promised_on: date | None = None
    late_why: str | None = None
    failed_why: str | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None


def state_of(sightings: Collection[Seen]) -> ParcelState:
    """Where the parcel stands by all that is known of it."""
    in_order = sorted(sightings, key=_when)
    path = milestones.path(_believed(in_order))
    stages = [(STAGE_OF[one.milestone], one.at) for one in path]
    days = [one.expected_on for one in in_order if one.expected_on]
    now = path[-1] if path else None
    moved = [at for stage, at in stages if stage != READY]
    called_off = now is None and any(one.milestone == CALLED_OFF for one in in_order)
    return ParcelState(
        current=now,
        went_back=any(one.milestone in _RETURNING for one in path),
        milestone=now.milestone if now else CALLED_OFF if called_off else "",
        stage=STAGE_OF[now.milestone] if now else READY,
        stage_at=now.at if now else in_order[0].at if in_order else None,
        place=_last(one.place for one in path) or "",
        scanned_at=moved[-1] if moved else None,
        expected_on=days[-1] if days else None,
        promised_on=days[0] if days else None,
        late_why=_last(one.late_why for one in in_order),
        failed_why=_last(one.failed_why for one in in_order),
        shipped_at=moved[0] if moved else None,
        delivered_at=_last(at for stage, at in stages if stage == ParcelStage.DELIVERED),
    )


def _when(one: Seen) -> tuple[datetime, int, str, date, str, str]:
    """As milestones.in_order; the rest only makes the order of equal ones certain."""
    rank = RANK.get(one.milestone, -1)
    return (one.at, rank, one.place, one.expected_on or date.min, one.late_why or "", one.failed_why or "")


def _believed(in_order: Sequence[Seen]) -> Iterable[Seen]:
    """Milestones; of a shipment that was called off only what a courier has seen all the same."""
    off = any(one.milestone == CALLED_OFF for one in in_order)
    return (one for one in in_order if one.milestone in STAGE_OF and not (off and one.milestone in _NOT_MOVING))


def _last(values: Iterable[T | None]) -> T | None:
    return next((value for value in reversed(list(values)) if value), None)
