"""The last word of a broadcast's messages, kept when they are older than messages are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, Select, Update, func, or_, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import BroadcastRecipient
from bot.db.outgoing import OutgoingMessage

_MESSAGE = OutgoingMessage.id == BroadcastRecipient.outgoing_id
_TAKEN = or_(OutgoingMessage.accepted_at.is_not(None), OutgoingMessage.sid.is_not(None))


def keep_last_words(db: Session, ids: Sequence[int]) -> None:
    """Let the people of broadcasts do without these messages, which are about to go.

    A person whose message was repeated has the message that repeats it from now on; of the others what became of
    theirs is kept. The receipt stays as it was.
    """
    again = select(func.max(OutgoingMessage.id)).where(OutgoingMessage.retry_of == BroadcastRecipient.outgoing_id)
    repeated = again.correlate(BroadcastRecipient).scalar_subquery()
    mine = BroadcastRecipient.outgoing_id.in_(ids)
    moved = len(ids)
    while moved:
        _run(db, update(BroadcastRecipient).where(mine, repeated.is_not(None)).values(**_kept(taken_only=True)))
        moved = _run(db, update(BroadcastRecipient).where(mine, repeated.is_not(None)).values(outgoing_id=repeated))
    _run(db, update(BroadcastRecipient).where(mine).values(**_kept(taken_only=False), outgoing_id=None))


def _kept(*, taken_only: bool) -> dict[str, Any]:
    """What is kept of a person's present message; `taken_only`: it was repeated, and its state is not the last word."""
    taken = _of_message(func.count()).where(_TAKEN).scalar_subquery() > 0
    cost = _of_message(func.coalesce(func.sum(OutgoingMessage.cost_micros), 0)).where(_TAKEN).scalar_subquery()
    count, bills, billed = (
        _of_message(column).where(_TAKEN).scalar_subquery()
        for column in (
            func.count(),
            func.count(OutgoingMessage.billed_unit),
            func.coalesce(func.sum(OutgoingMessage.billed_micros), 0),
        )
    )
    unit = _of_message(OutgoingMessage.billed_unit).scalar_subquery()
    kept: dict[str, Any] = {
        "kept_messages": func.coalesce(BroadcastRecipient.kept_messages, 0) + count,
        "kept_bills": func.coalesce(BroadcastRecipient.kept_bills, 0) + bills,
        "kept_billed": func.coalesce(BroadcastRecipient.kept_billed, 0) + billed,
        "kept_unit": func.coalesce(unit, BroadcastRecipient.kept_unit),
        "kept_taken": or_(func.coalesce(BroadcastRecipient.kept_taken, False), taken),
        "kept_cost": func.coalesce(BroadcastRecipient.kept_cost, 0) + cost,
        "kept_code": func.coalesce(
            _of_message(OutgoingMessage.error_code).scalar_subquery(), BroadcastRecipient.kept_code
        ),
    }
    if not taken_only:
        kept["kept_state"] = _of_message(OutgoingMessage.state).scalar_subquery()
        kept["reason"] = func.coalesce(_of_message(OutgoingMessage.ended_because).scalar_subquery(), "")
    return kept


def _of_message(column: Any) -> Select[Any]:
    return select(column).where(_MESSAGE).correlate(BroadcastRecipient)


def _run(db: Session, statement: Update) -> int:
    result = db.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)
    return result.rowcount
