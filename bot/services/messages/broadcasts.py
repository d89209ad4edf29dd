"""The one owner of a broadcast's state: moves it on where its table of steps allows. Nobody else writes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.orm import Session

from bot.db.ahead import read_once
from bot.db.broadcasts import Broadcast
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won
from bot.domain.broadcasts import GOING, OVER, BroadcastState, Standstill, list_before
from bot.services.messages import taking_back

PAUSED = "broadcast_paused"  # why a message of it is held
FILE = "file"  # in an audience: the id of a list of people
CALLED_OFF = "broadcast_over"  # why a message of it never left
# Nothing ran for so long: an outage, or a backup that was restored, which does not know what has left since.
AWAY = timedelta(minutes=10)
# Not each time: a row that is written every other second would only make work.
SEEN_EVERY = timedelta(seconds=30)
# Built once: putting a statement together costs more than running it, and each message of a broadcast asks.
_STANDS = select(Broadcast.state, Broadcast.alive_at, Broadcast.reason).where(Broadcast.id == bindparam("broadcast"))


def take_step(
    db: Session,
    broadcast_id: int,
    state: BroadcastState,
    now: datetime,
    *,
    reason: str = "",
    only_from: tuple[BroadcastState, ...] = (),
    only_for: str | None = None,
    **values: Any,
) -> bool:
    """Move a broadcast to a state and have screens told; False where no step leads there, or somebody else was first.

    Args:
        only_from: of the states before, those from which it may come; all of them if empty.
        only_for: it has to stand there for this reason; None: for any.
        values: other columns to set with it.
    """
    before = [one for one in list_before(state) if not only_from or one in only_from]
    mine = update(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.state.in_(before))
    if only_for is not None:
        mine = mine.where(Broadcast.reason == only_for)
    moved = won(db, mine.values(state=state, reason=reason, **values))
    if moved:
        db.expire_all()
        note_progress(db, broadcast_id, now)
    return moved


def change_reason(db: Session, broadcast_id: int, was: str, reason: str, now: datetime, **values: Any) -> bool:
    """Let a paused broadcast stand still for another reason; False when it does not stand for this one any more."""
    paused = (Broadcast.state == BroadcastState.PAUSED, Broadcast.reason == was)
    changed = won(db, update(Broadcast).where(Broadcast.id == broadcast_id, *paused).values(reason=reason, **values))
    if changed:
        db.expire_all()
        note_progress(db, broadcast_id, now)
    return changed


def note_progress(db: Session, broadcast_id: int, now: datetime) -> None:
    """Note for the screens of its shop that a broadcast has come further."""
    merchant_id = db.scalars(select(Broadcast.merchant_id).where(Broadcast.id == broadcast_id)).one()
    note_change(db, merchant_id, ChangeKind.BROADCAST, broadcast_id, now)


def conclude(db: Session, broadcast_id: int, state: BroadcastState, reason: str, now: datetime) -> bool:
    """End a broadcast for good and take back what of it has not left; False when it was over, or cannot end so."""
    if not take_step(db, broadcast_id, state, now, reason=reason, ended_at=now):
        return False
    taking_back.take_back_broadcast(db, broadcast_id, CALLED_OFF, now)
    return True


def stop_all(db: Session, merchant_id: int, reason: Standstill, now: datetime) -> list[int]:
    """Stop every broadcast of a shop that goes or is paused, for good; returns the ids of those it stopped."""
    mine = select(Broadcast.id).where(Broadcast.merchant_id == merchant_id)
    on_its_way = Broadcast.state.in_((*GOING, BroadcastState.PAUSED))
    ids = db.scalars(mine.where(on_its_way).order_by(Broadcast.id)).all()
    return [one for one in ids if conclude(db, one, BroadcastState.STOPPED, reason, now)]


def find_halt(db: Session, broadcast_id: int, now: datetime) -> str | None:
    """Return why a message of a broadcast may not leave now: PAUSED, or CALLED_OFF for good; None when it may.

    After a time in which nothing ran, nothing leaves before the scheduler has paused it, or somebody resumed it. At the
    end of its budget, and while it waits for how its first share goes, what was handed over still leaves.
    """
    asked = {"broadcast": broadcast_id}
    seen = read_once(db, "broadcast halted", broadcast_id, lambda: db.execute(_STANDS, asked).first())
    if seen is None or seen.state in OVER:
        return CALLED_OFF
    stands = seen.state == BroadcastState.PAUSED and seen.reason not in (Standstill.PILOT, Standstill.BUDGET)
    return PAUSED if stands or has_been_away(seen.alive_at, now) else None


def list_lists_needed(db: Session, merchant_id: int) -> set[int]:
    """Return the lists of people that a broadcast which is not over goes to."""
    wanted = select(Broadcast.audience).where(Broadcast.merchant_id == merchant_id, Broadcast.state.not_in(OVER))
    return {audience[FILE] for audience in db.scalars(wanted) if FILE in audience}


def has_been_away(alive_at: datetime | None, now: datetime) -> bool:
    """Return whether nothing ran for longer than a broadcast may go on by itself."""
    return alive_at is not None and alive_at < now - AWAY


def ask_first(db: Session, now: datetime) -> None:
    """Let every broadcast that is not over stand as after a time in which nothing ran: a backup was put back."""
    away = now - AWAY - timedelta(seconds=1)
    recent = Broadcast.alive_at > away
    db.execute(update(Broadcast).where(Broadcast.state.not_in(OVER), recent).values(alive_at=away))


def note_alive(db: Session, now: datetime, *which: ColumnElement[bool]) -> bool:
    """Note that the scheduler sees these broadcasts, some time after it last did; returns whether any was noted."""
    old = or_(Broadcast.alive_at.is_(None), Broadcast.alive_at <= now - SEEN_EVERY)
    return won(db, update(Broadcast).where(*which, old).values(alive_at=now))
