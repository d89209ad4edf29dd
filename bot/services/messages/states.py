"""The one owner of a message out's state: claims it, moves it on, ends it. Nobody else writes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from bot.db.base import table_of
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import provided, won
from bot.db.outgoing import OutgoingMessage, in_hand
from bot.domain import delivery
from bot.domain.delivery import DeliveryState

# Built once: putting a statement together costs more than running it.
_TABLE = table_of(OutgoingMessage)
_EARLIER = _TABLE.alias("earlier")
# Counted, not NOT EXISTS: that PostgreSQL may join with every queued row there is.
_IN_FRONT = (
    select(func.count())
    .where(
        _EARLIER.c.conversation_id == _TABLE.c.conversation_id,
        _EARLIER.c.id < _TABLE.c.id,
        in_hand(_EARLIER.c),
        provided(_EARLIER.c.state.in_(delivery.BEFORE_ACCEPTANCE)),
        # One of many that waits for its turn, which answers need not wait for.
        or_(_EARLIER.c.broadcast_id.is_(None), _EARLIER.c.state != DeliveryState.QUEUED),
        # A second try hours later, or what is to leave tomorrow, must not keep today's answers waiting.
        or_(
            _EARLIER.c.not_before.is_(None),
            and_(_EARLIER.c.retry_of.is_(None), _EARLIER.c.send_at.is_(None)),
        ),
    )
    .correlate(_TABLE)
    .scalar_subquery()
)
_CLAIM = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("row"),
        _TABLE.c.state == DeliveryState.QUEUED,
        or_(_TABLE.c.not_before.is_(None), _TABLE.c.not_before <= bindparam("now")),
        _IN_FRONT == 0,
    )
    .values(state=DeliveryState.SENDING, claimed_at=bindparam("now"), attempts=_TABLE.c.attempts + 1)
    .returning(_TABLE.c.attempts)
)


def claim(db: Session, outgoing_id: int, now: datetime, options: Sequence[ORMOption] = ()) -> OutgoingMessage | None:
    """queued -> sending, if it is due and first in its conversation: the row with one more attempt, or None.

    `options` say what is loaded together with the row.
    """
    db.flush()
    attempt: int | None = db.connection().execute(_CLAIM, {"row": outgoing_id, "now": now}).scalar_one_or_none()
    if attempt is None:
        return None
    row = db.get_one(OutgoingMessage, outgoing_id, options=options)
    # A row that was written in this transaction is in the session, which has not seen the UPDATE.
    for column, value in (("state", DeliveryState.SENDING), ("claimed_at", now), ("attempts", attempt)):
        set_committed_value(row, column, value)
    return row


def claim_written(db: Session, rows: Sequence[OutgoingMessage], now: datetime) -> list[OutgoingMessage]:
    """queued -> sending for rows that this transaction writes and has not flushed; returns those.

    Nobody else can have them: they are written once under a unique key. Those with an earlier message of their
    conversation in front stay queued.
    """
    places = [row.conversation_id for row in rows]
    waiting = select(_TABLE.c.conversation_id).where(
        _TABLE.c.conversation_id.in_(places),
        in_hand(_TABLE.c),
        provided(_TABLE.c.state.in_(delivery.BEFORE_ACCEPTANCE)),
    )
    behind = set(db.connection().execute(waiting).scalars())
    # One that is in doubt from the beginning is asked about first; what is not flushed has no state yet.
    plain = (None, DeliveryState.QUEUED)
    ours = [row for row in rows if row.conversation_id not in behind and row.state in plain]
    for row in ours:
        delivery.check_step(DeliveryState.QUEUED, DeliveryState.SENDING)
        row.state, row.claimed_at, row.attempts = DeliveryState.SENDING, now, 1
    return ours


def fail(db: Session, outgoing_id: int, attempt: int, code: int | None, reason: str, now: datetime) -> bool:
    """sending -> failed, with Twilio's code and reason; False when the attempt is no longer ours."""
    values = {"rank": delivery.RANK_FAILED, "finished_at": now, "error_code": code, "error_text": reason}
    return won(db, _of_attempt(outgoing_id, attempt, DeliveryState.FAILED, **values))


def put_off(db: Session, outgoing_id: int, attempt: int, until: datetime, *, counted: bool = True) -> bool:
    """sending -> queued after a send that surely did not happen; False when the attempt is no longer ours."""
    values = {"not_before": until, "claimed_at": None}
    uncounted = {} if counted else {"attempts": OutgoingMessage.attempts - 1}
    return won(db, _of_attempt(outgoing_id, attempt, DeliveryState.QUEUED, **values, **uncounted))


def put_back(db: Session, outgoing_id: int, attempt: int) -> None:
    """sending -> queued: it was not its turn yet, and no try is counted."""
    uncounted = {"claimed_at": None, "attempts": OutgoingMessage.attempts - 1}
    db.execute(_of_attempt(outgoing_id, attempt, DeliveryState.QUEUED, **uncounted))


def doubt(db: Session, outgoing_id: int, attempt: int) -> None:
    """sending -> unknown: it may have left or not, to be settled against Twilio's log."""
    db.execute(_of_attempt(outgoing_id, attempt, DeliveryState.UNKNOWN))


def doubt_dead(db: Session, before: datetime) -> None:
    """sending -> unknown for every row claimed before a time: its worker died between POST and record."""
    dead = (OutgoingMessage.state == DeliveryState.SENDING, OutgoingMessage.claimed_at < before)
    db.execute(update(OutgoingMessage).where(*dead).values(state=DeliveryState.UNKNOWN))


def doubt_unsent(db: Session, broadcast_id: int, asked_from: datetime) -> None:
    """queued or held -> unknown for every message of a broadcast: what was restored does not know whether it left.

    No attempt of ours is behind it: Twilio's log is asked as of `asked_from`, and has shown by then what it will show.
    """
    unsent = (OutgoingMessage.broadcast_id == broadcast_id, OutgoingMessage.state.in_(delivery.UNSENT))
    untried = {"attempts": 0, "claimed_at": asked_from, "not_before": None, "held_because": None}
    db.execute(update(OutgoingMessage).where(*unsent).values(state=DeliveryState.UNKNOWN, **untried))


def doubt_written(row: OutgoingMessage, asked_from: datetime) -> None:
    """Let a message that is being written begin as unknown, in place of one that may have left before."""
    row.state, row.claimed_at = DeliveryState.UNKNOWN, asked_from


def follow(row: OutgoingMessage, state: DeliveryState, rank: int, now: datetime) -> bool:
    """Move a row to what Twilio says of it, forward only; False when that is older than what we know."""
    if not delivery.may_follow(row.rank, state, rank):
        return False
    if state != row.state:
        delivery.check_step(row.state, state)
    row.state, row.rank = state, rank
    _note(row, now)
    if rank >= delivery.RANK[DeliveryState.DELIVERED]:
        row.finished_at = now
    return True


def send_again(row: OutgoingMessage) -> None:
    """unknown -> queued: Twilio's log does not have it."""
    delivery.check_step(row.state, DeliveryState.QUEUED)
    row.state, row.not_before = DeliveryState.QUEUED, None


def give_up(row: OutgoingMessage, reason: str, now: datetime) -> None:
    """unknown -> failed: Twilio never took it."""
    delivery.check_step(row.state, DeliveryState.FAILED)
    row.state, row.rank, row.finished_at, row.error_text = DeliveryState.FAILED, delivery.RANK_FAILED, now, reason


def hold(row: OutgoingMessage, because: str | None) -> None:
    """sending -> held, with the reason; nothing left, so that what waited long has all its tries."""
    delivery.check_step(row.state, DeliveryState.HELD)
    row.state, row.held_because, row.claimed_at = DeliveryState.HELD, because, None
    row.attempts -= 1


def end(row: OutgoingMessage, state: DeliveryState, because: str, now: datetime) -> None:
    """A row that will not leave: canceled or expired, with the reason."""
    delivery.check_step(row.state, state)
    row.state, row.ended_because, row.held_because, row.finished_at = state, because, None, now
    _note(row, now)


def take_back(db: Session, outgoing_id: int, because: str, now: datetime) -> bool:
    """queued or held -> canceled, with the reason; False when it has left."""
    unsent = update(OutgoingMessage).where(
        OutgoingMessage.id == outgoing_id, OutgoingMessage.state.in_(delivery.UNSENT)
    )
    ended = {"state": DeliveryState.CANCELED, "ended_because": because, "held_because": None, "finished_at": now}
    return won(db, unsent.values(ended))


def release(db: Session, outgoing_id: int, now: datetime) -> bool:
    """held -> queued, to leave at once; False when it is not held."""
    held = update(OutgoingMessage).where(OutgoingMessage.id == outgoing_id, OutgoingMessage.state == DeliveryState.HELD)
    at_once = {"state": DeliveryState.QUEUED, "held_because": None, "send_at": None, "not_before": None}
    return won(db, held.values(at_once | {"queued_at": now}))


def _note(row: OutgoingMessage, now: datetime) -> None:
    """Whoever looks at the conversation sees the tick move."""
    db = object_session(row)
    if db is not None:
        note_change(db, row.merchant_id, ChangeKind.CONVERSATION, row.conversation_id, now)


def _of_attempt(outgoing_id: int, attempt: int, state: DeliveryState, **values: Any) -> Update:
    """A worker that was away for longer than the lease must not overwrite what has happened since."""
    delivery.check_step(DeliveryState.SENDING, state)
    return (
        update(OutgoingMessage)
        .where(
            OutgoingMessage.id == outgoing_id,
            OutgoingMessage.state == DeliveryState.SENDING,
            OutgoingMessage.attempts == attempt,
        )
        .values(state=state, **values)
    )
