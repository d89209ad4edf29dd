"""What was read for many people in one statement, kept in the session for the functions that read it of one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")
_AHEAD = "read ahead"
_Kept = dict[tuple[str, Hashable], Any]


def keep(db: Session, what: str, found: Mapping[Any, Any]) -> None:
    """Keep what was found of each key for the rest of the transaction; whoever asks for another reads by itself."""
    kept: _Kept = db.info.setdefault(_AHEAD, {})
    kept.update({(what, key): value for key, value in found.items()})


def recall(db: Session, what: str, key: Hashable, read: Callable[[], T]) -> T:
    """Return what was kept of a key, else what `read` finds."""
    kept: _Kept | None = db.info.get(_AHEAD)
    if kept is None or (what, key) not in kept:
        return read()
    found: T = kept[what, key]
    return found


def read_once(db: Session, what: str, key: Hashable, read: Callable[[], T]) -> T:
    """Return what `read` finds, read once for all people where something was read ahead for many."""
    found = recall(db, what, key, read)
    if _AHEAD in db.info:
        db.info[_AHEAD][what, key] = found
    return found


def is_ahead(db: Session, what: str, key: Hashable) -> bool:
    """Return whether something was kept of a key."""
    return (what, key) in db.info.get(_AHEAD, {})


def forget_ahead(db: Session) -> None:
    """Read everything anew: of a transaction in which time goes on, as that of the demo's seeding."""
    db.info.pop(_AHEAD, None)
