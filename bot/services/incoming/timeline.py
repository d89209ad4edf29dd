"""The sightings of a parcel, each kept once, and what follows from them written on the parcel."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.orders import Parcel, Sighting
from bot.domain.parcel_state import ParcelState, Seen, state_of

_DETAILS = ("expected_on", "late_why", "failed_why")
_OWN_TO_STATE = ("current", "went_back")
_COLUMNS = tuple(field.name for field in fields(ParcelState) if field.name not in _OWN_TO_STATE)
# Built once: putting a statement together costs more than running it.
_OF_PARCEL = select(Sighting).where(Sighting.parcel_id == bindparam("parcel"))


@dataclass(frozen=True, slots=True)
class Noted:
    """What a sighting changed; `newest` when nothing is known to have happened after it."""

    seen: Seen
    before: ParcelState
    after: ParcelState
    newest: bool

    @property
    def is_told_now(self) -> bool:
        """Whether this sighting has just become the one that says where the parcel stands."""
        return self._says(self.after) and not self._says(self.before)

    def _says(self, state: ParcelState) -> bool:
        return state.current is not None and state.current.what == self.seen.what


class Timeline:
    """Every sighting of one parcel, read once; the caller holds the order's row."""

    def __init__(self, db: Session, parcel: Parcel) -> None:
        self._db, self._parcel = db, parcel
        rows = db.scalars(_OF_PARCEL, {"parcel": parcel.id})
        self._rows = {_seen(row).what: row for row in rows}
        self._state = self._recomputed()

    def note(self, seen: Seen, now: datetime) -> Noted:
        """Keep a sighting, and write what follows from it on the parcel.

        The same sighting told again with other details keeps the greater of each: whatever comes first, the end is
        the same.
        """
        before, newest = self._state, all(row.at <= seen.at for row in self._rows.values())
        if self._keep(seen, now):
            self._state = self._recomputed()
            for column in _COLUMNS:
                setattr(self._parcel, column, getattr(self._state, column))
        return Noted(seen, before, self._state, newest)

    def _keep(self, seen: Seen, now: datetime) -> bool:
        """Whether it says anything we did not know."""
        row = self._rows.get(seen.what)
        before = _seen(row) if row else None
        if row is None:
            row = Sighting(
                parcel_id=self._parcel.id, milestone=seen.milestone, at=seen.at, place=seen.place, heard_at=now
            )
            self._db.add(row)
            self._rows[seen.what] = row
        for detail in _DETAILS:
            told = (getattr(row, detail), getattr(seen, detail))
            setattr(row, detail, max(filter(None, told), default=None))
        return _seen(row) != before

    def _recomputed(self) -> ParcelState:
        return state_of([_seen(row) for row in self._rows.values()])


def _seen(row: Sighting) -> Seen:
    return Seen(row.milestone, row.at, row.place, row.expected_on, row.late_why, row.failed_why)
