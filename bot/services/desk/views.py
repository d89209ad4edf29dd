"""Saved searches of the shop's people: their own and those that are shared, and the digits they open them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once
from bot.db.inbox import SavedView, ViewPin

MOST = 100  # views of one person


class NoSuchView(LookupError):
    """The person sees no view by this id."""


class ViewTaken(Exception):
    """Raised for a name that another view of the person has."""


class TooManyViews(Exception):
    """The person has MOST views."""


@dataclass(frozen=True, slots=True)
class PinnedView:
    """A view as somebody sees it: `pin` is their digit for it, None where they have none."""

    view: SavedView
    pin: int | None


def list_views(db: Session, merchant_id: int, staff_id: int) -> list[PinnedView]:
    """List the views that somebody sees, those with a digit first."""
    query = select(SavedView, ViewPin.digit).outerjoin(ViewPin, _pinned_by(staff_id))
    seen = query.where(SavedView.merchant_id == merchant_id, or_(SavedView.staff_id == staff_id, SavedView.shared))
    ordered = seen.order_by(ViewPin.digit.is_(None), ViewPin.digit, SavedView.name, SavedView.id)
    return [PinnedView(view, pin) for view, pin in db.execute(ordered)]


def list_shared(db: Session, merchant_id: int) -> list[SavedView]:
    """List the views that all of a shop's people see, by their names."""
    shared = select(SavedView).where(SavedView.merchant_id == merchant_id, SavedView.shared)
    return list(db.scalars(shared.order_by(SavedView.name, SavedView.id)))


def find_view(db: Session, merchant_id: int, staff_id: int, view_id: int) -> PinnedView:
    """Return a view that somebody sees.

    Raises:
        NoSuchView: they see none by this id.
    """
    query = select(SavedView, ViewPin.digit).outerjoin(ViewPin, _pinned_by(staff_id))
    mine = or_(SavedView.staff_id == staff_id, SavedView.shared)
    found = db.execute(query.where(SavedView.merchant_id == merchant_id, SavedView.id == view_id, mine)).first()
    if found is None:
        raise NoSuchView(view_id)
    return PinnedView(*found)


def add_view(
    db: Session, merchant_id: int, staff_id: int, wanted: Mapping[str, object], now: datetime
) -> tuple[SavedView, bool]:
    """Return somebody's view of that name, and whether it was made just now; one that is just so stays.

    Raises:
        ViewTaken: the name is that of a view of theirs that is otherwise.
        TooManyViews: there is no room for another.
    """
    count = db.scalar(select(func.count()).select_from(SavedView).where(SavedView.staff_id == staff_id)) or 0
    named = select(SavedView).where(SavedView.staff_id == staff_id, SavedView.name == wanted["name"])
    if count >= MOST and db.scalar(named) is None:
        raise TooManyViews
    is_new = insert_once(db, SavedView, merchant_id=merchant_id, staff_id=staff_id, **wanted) is not None
    view = db.scalars(named).one()
    if any(getattr(view, field) != value for field, value in wanted.items()):
        raise ViewTaken(view.name)
    if is_new:
        note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return view, is_new


def change_view(db: Session, view: SavedView, changes: Mapping[str, object], now: datetime) -> None:
    """Change a view; one that is shared no more is its maker's alone, and so is its digit.

    Raises:
        ViewTaken: another view of its maker has the name.
    """
    others = select(SavedView.id).where(SavedView.staff_id == view.staff_id, SavedView.id != view.id)
    if "name" in changes and db.scalar(others.where(SavedView.name == changes["name"])) is not None:
        raise ViewTaken(changes["name"])
    for field, value in changes.items():
        setattr(view, field, value)
    view.version += 1
    if not view.shared:
        db.execute(delete(ViewPin).where(ViewPin.view_id == view.id, ViewPin.staff_id != view.staff_id))
    note_change(db, view.merchant_id, ChangeKind.SETTINGS, 0, now)


def drop_view(db: Session, view: SavedView, now: datetime) -> None:
    """Take a view away from all who see it."""
    db.execute(delete(SavedView).where(SavedView.id == view.id))
    note_change(db, view.merchant_id, ChangeKind.SETTINGS, 0, now)


def choose_digit(db: Session, view: SavedView, staff_id: int, digit: int | None) -> None:
    """Have somebody open a view by a digit, None: by none; another view that had the digit has it no more."""
    either = or_(ViewPin.view_id == view.id, ViewPin.digit == digit)
    db.execute(delete(ViewPin).where(ViewPin.staff_id == staff_id, either))
    if digit:
        insert_once(db, ViewPin, view_id=view.id, staff_id=staff_id, digit=digit)


def _pinned_by(staff_id: int) -> ColumnElement[bool]:
    return and_(ViewPin.view_id == SavedView.id, ViewPin.staff_id == staff_id)
