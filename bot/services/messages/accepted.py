"""sending -> accepted, by the row's columns alone: what nearly every message goes through, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.db import bulk
from bot.db.base import table_of
from bot.db.changes import ChangeKind, note_change
from bot.db.outgoing import OutgoingMessage
from bot.domain import delivery
from bot.domain.delivery import DeliveryState

# Built once: putting a statement together costs more than running it.
_TABLE = table_of(OutgoingMessage)
_TAKE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"), _TABLE.c.state == DeliveryState.SENDING, _TABLE.c.rank == 0)
    .values(
        state=bindparam("becomes"), rank=bindparam("its_rank"), sid=bindparam("its_sid"), accepted_at=bindparam("now")
    )
    .returning(_TABLE.c.token, _TABLE.c.merchant_id, _TABLE.c.conversation_id)
)


def take(db: Session, outgoing_id: int, sid: str, state: DeliveryState, rank: int, now: datetime) -> str | None:
    """sending -> what Twilio said when it took the row, without an object of it; returns its token.

    None where a callback has been here before, or the row's life is over with that word: it is to be looked at whole.
    """
    if rank >= delivery.RANK[DeliveryState.DELIVERED]:
        return None
    delivery.check_step(DeliveryState.SENDING, state)
    values = {"row": outgoing_id, "becomes": state, "its_rank": rank, "its_sid": sid, "now": now}
    found = db.connection().execute(_TAKE, values).first()
    if found is None:
        return None
    note_change(db, found.merchant_id, ChangeKind.CONVERSATION, found.conversation_id, now)
    return str(found.token)


def record_taken(db: Session, taken: Mapping[int, tuple[str, DeliveryState, int]], now: datetime) -> list[int]:
    """sending -> what Twilio said of each row: its sid, the state and the rank. Returns the ids of the others.

    These are those that a callback has moved already: each is to be looked at by itself.
    """
    there = select(_TABLE.c.id, _TABLE.c.state, _TABLE.c.rank).where(_TABLE.c.id.in_(list(taken)))
    held = db.connection().execute(there.order_by(_TABLE.c.id).with_for_update()).all()
    plain = [row.id for row in held if (row.state, row.rank) == (DeliveryState.SENDING, 0)]
    for _, state, _ in taken.values():
        delivery.check_step(DeliveryState.SENDING, state)
    if plain:
        keys = ("sid", "state", "rank")
        told = [{"id": one, "accepted_at": now, **dict(zip(keys, taken[one], strict=True))} for one in plain]
        bulk.update_rows(db, _TABLE, told)
    return [row.id for row in held if row.id not in set(plain)]
