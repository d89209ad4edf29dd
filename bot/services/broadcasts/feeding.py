"""Feeds the lane out: the next people of a broadcast, each looked at by the rules of everything else that leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import FIRST_PENDING, Broadcast, BroadcastRecipient
from bot.db.claims import won
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant, is_open
from bot.domain.broadcasts import GOING, BroadcastState, RecipientState, Standstill
from bot.domain.delivery import DeliveryState
from bot.services.accounts import own
from bot.services.broadcasts import allowance, launch
from bot.services.broadcasts.handing_over import Feeding, HandedOver, NobodyNow, hand_over, note_written, read_people
from bot.services.broadcasts.piloting import is_pilot
from bot.services.broadcasts.speaking import Speech
from bot.services.broadcasts.telling import tell_standstill
from bot.services.messages import broadcasts, writing
from bot.services.sending import outbox
from bot.services.sending.taken import Claimed

# People looked at in one transaction, and messages that may wait for their turn at once: more would only stand in
# front of each other, and a pause or a no would come too late for them.
BATCH, QUEUE = 100, 400
LEAST_WAIT = timedelta(seconds=30)  # for room in the allowance of a day
_NEVER_LEFT = (DeliveryState.FAILED, DeliveryState.CANCELED, DeliveryState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Fed:
    """What a batch came to: messages that wait for their turn, those that leave now, whether more people are due."""

    outgoing_ids: tuple[int, ...] = ()
    claimed: tuple[Claimed, ...] = ()
    has_more: bool = False


def claim_turn(db: Session, broadcast_id: int, now: datetime) -> BroadcastState | None:
    """Note a turn at a broadcast; returns its state, None when it does not go. Others may have a turn meanwhile."""
    going = (Broadcast.state.in_(GOING), is_open(Broadcast.merchant_id))
    mine = update(Broadcast).where(Broadcast.id == broadcast_id, *going)
    if not won(db, mine.values(fed_at=now)):
        return None
    return BroadcastState(db.scalars(select(Broadcast.state).where(Broadcast.id == broadcast_id)).one())


def feed_batch(
    db: Session,
    broadcast_id: int,
    account: str,
    now: datetime,
    batch: int = BATCH,
    public_url: str = "",
    *,
    leaving: bool = False,
) -> Fed:
    """Write the messages of the next people of a running broadcast, or why they get none.

    Args:
        leaving: claims them as well, to leave once this is committed. Else they wait for their turn.

    A message and the mark that it was written for its person are one transaction. The broadcast's row is locked
    meanwhile: who pauses it finds nothing half done.
    """
    mine = select(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.RUNNING)
    broadcast = db.scalars(mine.with_for_update().execution_options(populate_existing=True)).first()
    if broadcast is None or broadcast.expires_at is None or broadcast.expires_at <= now:
        return Fed()
    if broadcasts.has_been_away(broadcast.alive_at, now) or _waits(broadcast, now):
        return Fed()
    room = min(batch, QUEUE - _count_queued(db, broadcast_id))
    if room <= 0:
        return Fed(has_more=True)
    merchant = db.get_one(Merchant, broadcast.merchant_id)
    account = own.choose_account(merchant, account)
    speech = Speech(db, broadcast, merchant, account, public_url, now)
    feeding = Feeding(db, broadcast, merchant, account, now, _find_left(db, broadcast), speech)
    feeding.family = _list_family(db, broadcast)
    return _feed(feeding, room, leaving=leaving)


def _feed(feeding: Feeding, room: int, *, leaving: bool) -> Fed:
    """Feed so many people at most, as far as WhatsApp's allowance goes."""
    db, broadcast, now = feeding.db, feeding.broadcast, feeding.now
    allowed = allowance.find_allowance(db, feeding.merchant, now)
    if allowed is not None:
        feeding.new_left = allowed.left
        room = min(room, max(1, allowed.left))  # the best ones, and nobody beside them
    people = _list_due(db, broadcast, room, now)
    fed, halted = _hand_over(feeding, people, leaving=leaving)
    if halted == Standstill.ALLOWANCE and allowed is not None:
        _wait(db, broadcast.id, max(allowed.free_at, now + LEAST_WAIT), now)
        return fed
    if halted is not None:
        _halt(db, broadcast.id, halted, now)
        return fed
    if people:
        broadcast.waits_until = None
        broadcasts.note_progress(db, broadcast.id, now)
    return replace(fed, has_more=len(people) == room)


def _hand_over(
    feeding: Feeding, people: Sequence[BroadcastRecipient], *, leaving: bool
) -> tuple[Fed, Standstill | None]:
    """Hand people over one by one and write all of it at once; returns the messages, and what stands against all."""
    db, halted = feeding.db, None
    written: list[HandedOver] = []
    try:
        read_people(feeding, people)
        with db.no_autoflush:
            for recipient in people:
                one = hand_over(feeding, recipient)
                if one is not None:
                    written.append(one)
    except NobodyNow as why:
        halted = why.reason
    new = [(one.row, one.prospect) for one in written if one.prospect is not None]
    if leaving:
        claimed = outbox.claim_written(db, new, feeding.now)
    else:
        claimed = []
        writing.add_rows(db, [row for row, _ in new])
    db.flush()
    note_written(db, written)
    left = {row.id for row, _ in claimed}
    waiting = tuple(one.row.id for one in written if one.row.id not in left)
    return Fed(waiting, tuple(one for _, one in claimed)), halted


def find_sender(db: Session, broadcast_id: int) -> str:
    """Return the number most of a broadcast's messages leave from."""
    numbers = select(func.coalesce(Merchant.whatsapp_from, Merchant.sms_from, ""))
    of_shop = numbers.join(Broadcast, Broadcast.merchant_id == Merchant.id)
    return db.scalars(of_shop.where(Broadcast.id == broadcast_id)).one()


def has_due(db: Session, broadcast: Broadcast, now: datetime) -> bool:
    """Return whether somebody of a broadcast may be handed over now."""
    return not _waits(broadcast, now) and bool(_list_due(db, broadcast, 1, now))


def _waits(broadcast: Broadcast, now: datetime) -> bool:
    return broadcast.waits_until is not None and broadcast.waits_until > now


def _wait(db: Session, broadcast_id: int, until: datetime, now: datetime) -> None:
    """As many new people have it as a day allows: the others keep their places."""
    db.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(waits_until=until))
    broadcasts.note_progress(db, broadcast_id, now)


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


def _list_family(db: Session, broadcast: Broadcast) -> tuple[int, ...]:
    """The broadcasts of which it is another try, the nearest first."""
    family: list[int] = []
    before = broadcast.parent_id
    while before is not None and before not in family:
        family.append(before)
        before = db.scalars(select(Broadcast.parent_id).where(Broadcast.id == before)).one()
    return tuple(family)


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
