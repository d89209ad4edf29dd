"""Looks after broadcasts by the clock: what stands still, goes wrong, or is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, union_all
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.db.shop import is_open
from bot.domain.broadcasts import GOING, BroadcastState, RecipientState, Standstill
from bot.domain.consent import Purpose
from bot.domain.delivery import FAILURES, DeliveryState
from bot.services.broadcasts import feeding, launch, piloting
from bot.services.broadcasts.piloting import PASSING, REFUSED
from bot.services.broadcasts.telling import tell_standstill
from bot.services.messages import broadcasts

STALLED = timedelta(seconds=3)
# Shares are told from the newest messages of which something is known, never from a handful.
NEWEST, LEAST = 200, 20
_S, _D = BroadcastState, DeliveryState
_KNOWN = (_D.ACCEPTED, _D.SENT, _D.DELIVERED, _D.READ, *FAILURES)
# Built once: putting a statement together costs more than running it.
_WATCHED = (
    select(Broadcast.id, Broadcast.state, Broadcast.starts_at)
    .where(Broadcast.state.in_((_S.SCHEDULED, *GOING, _S.PAUSED)), is_open(Broadcast.merchant_id))
    .order_by(Broadcast.id)
)
_ON_ITS_WAY = (_D.QUEUED, _D.HELD, _D.SENDING, _D.UNKNOWN)


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """The broadcasts that are looked after by the clock: to begin now, to begin later, going or paused."""

    due: tuple[int, ...]
    later: tuple[int, ...]
    begun: tuple[int, ...]


def find_watched(db: Session, now: datetime) -> LookedAfter:
    """Find what there is to look after in open shops: mostly nothing, each second."""
    due, later, begun = list[int](), list[int](), list[int]()
    for broadcast_id, state, starts_at in db.execute(_WATCHED):
        kind = begun if state != _S.SCHEDULED else due if starts_at is None or starts_at <= now else later
        kind.append(broadcast_id)
    return LookedAfter(tuple(due), tuple(later), tuple(begun))


def look_after(db: Session, broadcast_id: int, now: datetime) -> bool:
    """End, stop or pause a broadcast where it is time for that; returns whether its worker is to be rung for."""
    broadcast = db.get_one(Broadcast, broadcast_id, populate_existing=True)
    if broadcast.expires_at is not None and broadcast.expires_at <= now:
        broadcasts.conclude(db, broadcast_id, _S.ENDED, Standstill.EXPIRED, now)
        return False
    if broadcast.state not in GOING and broadcast.reason not in (Standstill.PILOT, Standstill.BUDGET):
        return False
    if broadcasts.has_been_away(broadcast.alive_at, now):  # somebody is asked first
        was = broadcast.reason
        away = launch.pause(db, broadcast_id, now, Standstill.AWAY)
        if away or broadcasts.change_reason(db, broadcast_id, was, Standstill.AWAY, now):
            tell_standstill(db, broadcast, now)
        return False
    if broadcast.state == _S.PAUSED:
        return _look_after_waiting(db, broadcast, now)
    return _look_after_going(db, broadcast, now)


def _look_after_going(db: Session, broadcast: Broadcast, now: datetime) -> bool:
    fault = _find_fault(db, broadcast)
    if fault is not None:
        broadcasts.conclude(db, broadcast.id, _S.STOPPED, fault, now)
        tell_standstill(db, broadcast, now)
        return False
    if broadcast.state == _S.RUNNING and piloting.wait_for_pilot(db, broadcast, now):
        return True
    if broadcast.state == _S.RUNNING and _is_through(db, broadcast.id):
        broadcasts.take_step(db, broadcast.id, _S.ENDED, now, only_from=(_S.RUNNING,), ended_at=now)
        return False
    _note_alive(db, broadcast.id, now)
    stalled = broadcast.fed_at is None or broadcast.fed_at <= now - STALLED
    return stalled and (broadcast.state == _S.FREEZING or feeding.has_due(db, broadcast, now))


def _look_after_waiting(db: Session, broadcast: Broadcast, now: datetime) -> bool:
    """What has been handed over still leaves; after the first share it goes on by itself where that went well."""
    _note_alive(db, broadcast.id, now)
    if broadcast.reason != Standstill.PILOT:
        return False
    if piloting.judge(db, broadcast, now) is not None:
        tell_standstill(db, broadcast, now)
    return broadcast.state == _S.RUNNING


def _note_alive(db: Session, broadcast_id: int, now: datetime) -> None:
    if broadcasts.note_alive(db, now, Broadcast.id == broadcast_id):
        broadcasts.note_progress(db, broadcast_id, now)  # of what has left since it was fed


def _find_fault(db: Session, broadcast: Broadcast) -> Standstill | None:
    """Which share of the newest messages is over what the broadcast allows: refusals, failures; None for neither."""
    newest = _list_newest(db, broadcast.id)
    if len(newest) < LEAST:
        return None
    most = len(newest) * broadcast.stop_percent / 100
    people = {customer for customer, _, code in newest if code in REFUSED}
    people |= _list_withdrawn(db, broadcast, {customer for customer, _, _ in newest})
    if len(people) > most:
        return Standstill.REFUSALS
    failed = [code for _, state, code in newest if state in FAILURES and code not in (*PASSING, *REFUSED)]
    return Standstill.FAILURES if len(failed) > most else None


def _list_newest(db: Session, broadcast_id: int) -> list[tuple[int, str, int | None]]:
    """(customer, state, error code) of the newest messages of which something is known: a few looks at an index."""
    mine = select(OutgoingMessage.id).where(OutgoingMessage.broadcast_id == broadcast_id)
    by_state = (
        mine.where(OutgoingMessage.state == state).order_by(OutgoingMessage.id.desc()).limit(NEWEST).subquery()
        for state in _KNOWN
    )
    ids = union_all(*(select(one.c.id) for one in by_state)).subquery()
    found = (
        select(Conversation.customer_id, OutgoingMessage.state, OutgoingMessage.error_code)
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .where(OutgoingMessage.id.in_(select(ids.c.id)))
    )
    rows = db.execute(found.order_by(OutgoingMessage.id.desc()).limit(NEWEST))
    return [(customer_id, state, code) for customer_id, state, code in rows]


def _list_withdrawn(db: Session, broadcast: Broadcast, people: set[int]) -> set[int]:
    said_no = select(Consent.customer_id).where(
        Consent.customer_id.in_(people),
        Consent.granted.is_(False),
        Consent.purpose.in_((Purpose.MARKETING, Purpose.ANY)),
        Consent.at >= (broadcast.began_at or broadcast.created_at),
    )
    return set(db.scalars(said_no))


def _is_through(db: Session, broadcast_id: int) -> bool:
    """Return whether nobody waits, nothing is on its way, and nothing that failed has still to be looked at."""
    mine = OutgoingMessage.broadcast_id == broadcast_id
    pending = exists().where(
        BroadcastRecipient.broadcast_id == broadcast_id, BroadcastRecipient.state == RecipientState.PENDING
    )
    going = exists().where(mine, OutgoingMessage.state.in_(_ON_ITS_WAY))
    failing = exists().where(mine, OutgoingMessage.state.in_(FAILURES), OutgoingMessage.reacted_at.is_(None))
    return not db.scalar(select(func.coalesce(pending | going | failing, False)))
