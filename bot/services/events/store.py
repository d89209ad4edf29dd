"""Raw events of shops and carriers: each stored once, claimed by one worker, and never lost.

`not_before` is when a row is to be looked at next, whatever its state: tried (waiting), looked up again (parked),
emptied (applied, ignored). One index serves every sweep.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session, joinedload

from bot.db.base import table_of
from bot.db.claims import insert_once, won
from bot.db.connections import Connection, RawEvent
from bot.domain.connections import CameBy, EventState
from bot.domain.news import Delivery

KEY_LENGTH, TOPIC_LENGTH = 200, 100
# After a try that failed for no reason of the event's own; the eighth failure keeps it for a person.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 900, 3600, 3 * 3600))
# Bodies carry names and addresses: gone once nobody has to look at them.
BODIES_KEPT = timedelta(days=30)
NOT_UTF8 = "body: must be UTF-8; what is not stands here as \\x.."

# Built once: putting a statement together costs more than running it.
_TABLE = table_of(RawEvent)
_CLAIM = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"), _TABLE.c.state == EventState.WAITING)
    .values(
        state=EventState.APPLIED,
        reason=None,
        parked_order=None,
        parked_number=None,
        claimed_at=bindparam("now"),
        applied_at=bindparam("now"),
        not_before=bindparam("emptied_at"),
    )
)
_OF_SHOP = [joinedload(RawEvent.connection).joinedload(Connection.merchant)]


def store(
    db: Session,
    connection: Connection,
    delivery: Delivery,
    key: str,
    now: datetime,
    *,
    came_by: CameBy = CameBy.WEBHOOK,
    ignored: str = "",
) -> int | None:
    """Keep a delivery as it came; returns its id, None when one with the same key is there already.

    `ignored`: why it is only noted and not applied. `now` is when it came.
    """
    state, reason = (EventState.IGNORED, ignored) if ignored else (EventState.WAITING, None)
    try:
        body = delivery.body.decode()
    except UnicodeDecodeError:
        body, state, reason = delivery.body.decode(errors="backslashreplace"), EventState.KEPT, NOT_UTF8
    return insert_once(
        db,
        RawEvent,
        merchant_id=connection.merchant_id,
        connection_id=connection.id,
        topic=_storable(delivery.topic)[:TOPIC_LENGTH],
        dedupe_key=_short(_storable(key)),
        headers=delivery.headers,
        body=_storable(body),
        came_by=came_by,
        received_at=now,
        state=state,
        reason=reason,
        attempts=0,
        not_before={EventState.WAITING: now, EventState.IGNORED: now + BODIES_KEPT}.get(state),
    )


def claim(db: Session, event_id: int, now: datetime) -> RawEvent | None:
    """waiting -> applied, together with what applying it changes; None when it is not ours.

    The row comes with its connection and merchant.
    """
    if not won(db, _CLAIM, {"row": event_id, "now": now, "emptied_at": now + BODIES_KEPT}):
        return None
    return db.get_one(RawEvent, event_id, options=_OF_SHOP)


def conclude(db: Session, event: RawEvent, customer_id: int | None, ignored: str, odd: str = "") -> None:
    """Note whom a claimed event was about, why nothing came of it where nothing did, and what was odd about it."""
    event.customer_id = customer_id
    if ignored:
        event.state = EventState.IGNORED
    event.reason = _storable("; ".join(filter(None, (ignored, odd)))) or None
    db.flush()


def keep(db: Session, event_id: int, reason: str) -> None:
    """Set an event aside for a person: it cannot be applied as it is. Replayed by hand."""
    statement = update(RawEvent).where(RawEvent.id == event_id, RawEvent.state == EventState.WAITING)
    db.execute(statement.values(state=EventState.KEPT, reason=_storable(reason), not_before=None))


def put_off(db: Session, event_id: int, reason: str, now: datetime) -> timedelta | None:
    """Count a try that failed; returns the wait before the next, None when it is over, or somebody else's."""
    event = db.get(RawEvent, event_id, with_for_update=True)
    if event is None or event.state != EventState.WAITING:
        return None
    event.attempts += 1
    if event.attempts > len(WAITS):
        keep(db, event_id, reason)
        return None
    wait = WAITS[event.attempts - 1]
    event.not_before, event.reason = now + wait, _storable(reason)
    db.flush()
    return wait


def _storable(text: str) -> str:
    """Without what no database takes: the letter NUL, and halves of letters that JSON can write ("\\ud800")."""
    return text.replace("\x00", "").encode(errors="backslashreplace").decode()


def _short(key: str) -> str:
    return key if len(key) <= KEY_LENGTH else hashlib.sha256(key.encode()).hexdigest()
