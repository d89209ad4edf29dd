"""Raw events of shops and carriers: each stored once, claimed by one worker, and never lost.

`not_before` is when a row is to be looked at next, whatever its state: tried (waiting), looked up again (parked),
emptied (applied, ignored). One index serves every sweep.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session, joinedload

from bot.db.base import table_of
from bot.db.claims import insert_once, provided
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
_EARLIER = _TABLE.alias()
# Events of one request are applied in its order, but not held up by one that has been tried in vain.
_WAITS_BEFORE = (
    exists()
    .where(_EARLIER.c.connection_id == _TABLE.c.connection_id, _EARLIER.c.received_at == _TABLE.c.received_at)
    .where(_EARLIER.c.came_by == CameBy.API, _EARLIER.c.id < _TABLE.c.id)
    .where(_EARLIER.c.state == EventState.WAITING, _EARLIER.c.attempts == 0)
)
_CLAIM = (
    select(RawEvent)
    .where(_TABLE.c.id == bindparam("row"), provided(_TABLE.c.state == EventState.WAITING))
    .where(or_(_TABLE.c.came_by != CameBy.API, ~_WAITS_BEFORE))
    .options(joinedload(RawEvent.connection).joinedload(Connection.merchant))
    .with_for_update(of=RawEvent, skip_locked=True)
)
_CONCLUDE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(
        state=bindparam("became"),
        reason=bindparam("why"),
        customer_id=bindparam("customer"),
        parked_order=None,
        parked_number=None,
        claimed_at=bindparam("now"),
        applied_at=bindparam("now"),
        not_before=bindparam("emptied_at"),
    )
)
# What follows in the same request of the API.
_FOLLOWING = (
    select(_TABLE.c.id)
    .join(
        _EARLIER,
        and_(_EARLIER.c.connection_id == _TABLE.c.connection_id, _EARLIER.c.received_at == _TABLE.c.received_at),
    )
    .where(_EARLIER.c.id == bindparam("row"), _EARLIER.c.came_by == CameBy.API, _TABLE.c.came_by == CameBy.API)
    .where(_TABLE.c.id > _EARLIER.c.id, _TABLE.c.state == EventState.WAITING, _TABLE.c.attempts == 0)
    .order_by(_TABLE.c.id)
    .limit(1)
)


def store(
    db: Session,
    connection: Connection,
    delivery: Delivery,
    key: str,
    now: datetime,
    *,
    came_by: CameBy = CameBy.WEBHOOK,
    ignored: str = "",
    kept: str = "",
) -> int | None:
    """Keep a delivery as it came; returns its id, None when one with the same key is there already.

    `ignored`: why it is only noted and not applied; `kept`: why a person has to look at it. `now` is when it came.
    """
    state, reason = (EventState.IGNORED, ignored) if ignored else (EventState.WAITING, None)
    if kept:
        state, reason = EventState.KEPT, kept
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


def is_known(db: Session, connection: Connection, key: str) -> bool:
    """Whether the connection has sent something with this key, in whatever era of it."""
    meant = or_(RawEvent.dedupe_key == key, RawEvent.dedupe_key.startswith(f"{key}@", autoescape=True))
    known = select(RawEvent.id).where(RawEvent.connection_id == connection.id, meant)
    return db.scalar(known.limit(1)) is not None


def claim(db: Session, event_id: int) -> RawEvent | None:
    """The event, locked until the end of the transaction; None when it does not wait, or is not ours, or not its turn.

    The row comes with its connection and merchant.
    """
    return db.scalars(_CLAIM, {"row": event_id}).first()


def find_following(db: Session, event_id: int) -> int | None:
    """The event that comes next in the same request of the API and still waits; None for the last, and for webhooks."""
    return db.scalar(_FOLLOWING, {"row": event_id})


def conclude(
    db: Session, event_id: int, customer_id: int | None, ignored: str, odd: str = "", *, now: datetime
) -> None:
    """waiting -> applied, together with what a claimed event changed: whom it was about, and what was odd about it.

    `ignored`: why nothing came of it, where nothing did.
    """
    became = {
        "row": event_id,
        "became": EventState.IGNORED if ignored else EventState.APPLIED,
        "why": _storable("; ".join(filter(None, (ignored, odd)))) or None,
        "customer": customer_id,
        "now": now,
        "emptied_at": now + BODIES_KEPT,
    }
    db.flush()
    db.connection().execute(_CONCLUDE, became)


def keep(db: Session, event_id: int, reason: str) -> None:
    """Set an event aside for a person: it cannot be applied as it is. Replayed by hand."""
    statement = update(RawEvent).where(RawEvent.id == event_id, provided(RawEvent.state == EventState.WAITING))
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
