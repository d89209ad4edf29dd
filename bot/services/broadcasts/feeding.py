"""Feeds the lane out: the next people of a broadcast, each looked at by the rules of everything else that leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import FIRST_PENDING, Broadcast, BroadcastRecipient
from bot.db.claims import won
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.broadcasts import GOING, BroadcastState, RecipientState, Standstill
from bot.domain.delivery import DeliveryState
from bot.services.broadcasts import launch
from bot.services.broadcasts.handing_over import Feeding, NobodyNow, hand_over
from bot.services.broadcasts.piloting import is_pilot
from bot.services.broadcasts.telling import tell_standstill
from bot.services.messages import broadcasts

# People looked at in one transaction, and messages that may wait for their turn at once: more would only stand in
# front of each other, and a pause or a no would come too late for them.
BATCH, QUEUE = 50, 400
# A worker takes one turn at a time at a broadcast; a bell that comes sooner after another's turn finds nothing to do.
TURN = timedelta(milliseconds=200)
_NEVER_LEFT = (DeliveryState.FAILED, DeliveryState.CANCELED, DeliveryState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Fed:
    """What a batch came to: messages that may leave, and whether more people are due."""

    outgoing_ids: tuple[int, ...] = ()
    has_more: bool = False


def claim_turn(db: Session, broadcast_id: int, now: datetime) -> BroadcastState | None:
    """Claim a turn at a broadcast; returns its state, None when it does not go or somebody else is at it."""
    free = or_(Broadcast.fed_at.is_(None), Broadcast.fed_at <= now - TURN)
    mine = update(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.state.in_(GOING), free)
    if not won(db, mine.values(fed_at=now)):
        return None
    return BroadcastState(db.scalars(select(Broadcast.state).where(Broadcast.id == broadcast_id)).one())


def feed_batch(db: Session, broadcast_id: int, account: str, now: datetime, batch: int = BATCH) -> Fed:
    """Write the messages of the next people of a running broadcast, or why they get none; nothing leaves here.

    A message and the mark that it was written for its person are one transaction. The broadcast's row is locked
    meanwhile: who pauses it finds nothing half done.
    """
    mine = select(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.RUNNING)
    broadcast = db.scalars(mine.with_for_update().execution_options(populate_existing=True)).first()
    if broadcast is None or broadcast.expires_at is None or broadcast.expires_at <= now:
        return Fed()
    if broadcasts.has_been_away(broadcast.alive_at, now):
        return Fed()
    room = min(batch, QUEUE - _count_queued(db, broadcast_id))
    if room <= 0:
        return Fed(has_more=True)
    merchant = db.get_one(Merchant, broadcast.merchant_id)
    feeding = Feeding(db, broadcast, merchant, account, now, _find_left(db, broadcast))
    people = _list_due(db, broadcast, room, now)
    written = []
    try:
        for recipient in people:
            row = hand_over(feeding, recipient)
            if row is not None:
                written.append(row.id)
    except NobodyNow as why:
        db.flush()
        _halt(db, broadcast_id, why.reason, now)
        return Fed(tuple(written))
    if people:
        broadcasts.note_progress(db, broadcast_id, now)
    db.flush()
    return Fed(tuple(written), has_more=len(people) == room)


def has_due(db: Session, broadcast: Broadcast, now: datetime) -> bool:
    """Return whether somebody of a broadcast may be handed over now."""
    return bool(_list_due(db, broadcast, 1, now))


def _halt(db: Session, broadcast_id: int, reason: Standstill, now: datetime) -> None:
    """Pause until the template is back, or there is more to spend: what was handed over still leaves then."""
    if launch.pause(db, broadcast_id, now, reason):
        tell_standstill(db, db.get_one(Broadcast, broadcast_id), now)


def _list_due(db: Session, broadcast: Broadcast, limit: int, now: datetime) -> list[BroadcastRecipient]:
    pending = FIRST_PENDING if is_pilot(broadcast) else BroadcastRecipient.state == RecipientState.PENDING
    mine = BroadcastRecipient.broadcast_id == broadcast.id
    due = select(BroadcastRecipient).where(mine, pending, BroadcastRecipient.due_at <= now)
    people = list(db.scalars(due.order_by(BroadcastRecipient.due_at, BroadcastRecipient.id).limit(limit)))
    # Customers are locked one after the other: always in the same order, whichever broadcast locks them.
    return sorted(people, key=lambda recipient: recipient.customer_id)


def _count_queued(db: Session, broadcast_id: int) -> int:
    queued = select(OutgoingMessage.id).where(
        OutgoingMessage.broadcast_id == broadcast_id,
        OutgoingMessage.state == DeliveryState.QUEUED,
        OutgoingMessage.not_before.is_(None),
    )
    return db.scalar(select(func.count()).select_from(queued.limit(QUEUE).subquery())) or 0


def _find_left(db: Session, broadcast: Broadcast) -> int | None:
    if broadcast.budget_micros is None:
        return None
    mine = (OutgoingMessage.broadcast_id == broadcast.id, OutgoingMessage.state.not_in(_NEVER_LEFT))
    spent: int = db.scalar(select(func.sum(OutgoingMessage.cost_micros)).where(*mine)) or 0
    return broadcast.budget_micros - int(spent)
