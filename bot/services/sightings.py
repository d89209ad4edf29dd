"""The sightings of a parcel, each kept once, and what follows from them written on the parcel."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.orders import Parcel, Sighting
from bot.domain.parcel_state import ParcelState, Seen, state_of

_DETAILS = ("expected_on", "late_why", "failed_why")
_OWN_TO_STATE = ("current", "went_back")
_COLUMNS = tuple(field.name for field in fields(ParcelState) if field.name not in _OWN_TO_STATE)


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


def note(db: Session, parcel: Parcel, seen: Seen, now: datetime) -> Noted:
    """Keep a sighting and what follows from it; the caller holds the order's row.

    The same sighting told again with other details keeps the greater of each: whatever comes first, the end is the
    same.
    """
    rows = list(db.scalars(select(Sighting).where(Sighting.parcel_id == parcel.id)))
    before, newest = state_of([_seen(row) for row in rows]), all(row.at <= seen.at for row in rows)
    known = next((row for row in rows if _seen(row).what == seen.what), None)
    if known is None:
        known = Sighting(parcel_id=parcel.id, milestone=seen.milestone, at=seen.at, place=seen.place, heard_at=now)
        db.add(known)
        rows.append(known)
    for detail in _DETAILS:
        setattr(known, detail, max(getattr(known, detail) or "", getattr(seen, detail) or "") or None)
    after = state_of([_seen(row) for row in rows])
    for column in _COLUMNS:
        setattr(parcel, column, getattr(after, column))
    db.flush()
    return Noted(seen, before, after, newest)


def _seen(row: Sighting) -> Seen:
    return Seen(row.milestone, row.at, row.place, row.expected_on, row.late_why, row.failed_why)
