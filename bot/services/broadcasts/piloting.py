"""The first share of a broadcast's people: the others wait until it is seen how it went with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Exists, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import FIRST_PENDING, Broadcast, BroadcastRecipient
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.domain.broadcasts import PILOTS, Arm, BroadcastState, RecipientState, Standstill
from bot.domain.consent import Purpose
from bot.domain.delivery import DeliveryState
from bot.services.broadcasts.outcomes import ACCEPTED, ReceiptPart, select_outcomes
from bot.services.broadcasts.plan import OWN_HOUR_WITHIN, FirstShare, choose_pilot, judge_pilot
from bot.services.broadcasts.sayings import list_keys_of
from bot.services.messages import broadcasts, held

# What WhatsApp and the carriers say of somebody who stopped or blocked the shop; and what is nobody's fault.
REFUSED = (63033, 63014, 21610, 30004)
PASSING = (63049, 63017, 63018, 20429, 21611, 30001)
_S, _D = BroadcastState, DeliveryState


def fix_pilot(db: Session, broadcast: Broadcast, people: int) -> int:
    """Return the share of people that gets a broadcast first, in per cent, by what was said and whom it goes to."""
    is_new = not all(db.scalar(select(_was_said(broadcast, key))) for key in list_keys_of(broadcast))
    spare = broadcast.lasts_hours - OWN_HOUR_WITHIN * broadcast.at_own_hour
    return choose_pilot(broadcast.pilot_percent, is_new, people, spare)


def _was_said(broadcast: Broadcast, key: str) -> Exists:
    return exists().where(
        Broadcast.merchant_id == broadcast.merchant_id,
        or_(Broadcast.key == key, Broadcast.second["key"].as_string() == key),
        Broadcast.id != broadcast.id,
        Broadcast.began_at.is_not(None),
    )


def is_pilot(broadcast: Broadcast) -> bool:
    """Return whether only the first share of a broadcast may get it yet."""
    return bool(broadcast.pilot_percent) and broadcast.piloted_at is None


def wait_for_pilot(db: Session, broadcast: Broadcast, now: datetime) -> bool:
    """Let a running broadcast wait once its first share has it; go on at once where that is nobody.

    Returns whether it was moved on.
    """
    if not is_pilot(broadcast) or _is_going(db, broadcast.id, now):
        return False
    first = read_first_share(db, broadcast)
    if not first.people:
        if _has_pending(db, broadcast.id):  # for their hours
            return False
        broadcast.piloted_at = now
        return True
    until = broadcast.pilot_until or now + timedelta(hours=broadcast.pilot_hours)
    return broadcasts.take_step(
        db, broadcast.id, _S.PAUSED, now, reason=Standstill.PILOT, only_from=(_S.RUNNING,), pilot_until=until
    )


def judge(db: Session, broadcast: Broadcast, now: datetime) -> Standstill | None:
    """Look at how the first share of a waiting broadcast went: it goes on, or stands still; returns why it does.

    None as well where it is not time yet, or somebody else was first.
    """
    if broadcast.pilot_until is None or broadcast.pilot_until > now:
        return None
    first = read_first_share(db, broadcast)
    counts = {"pilot_counts": first.describe()}
    against = judge_pilot(first, broadcast.stop_percent)
    if against is None:
        go_on(db, broadcast.id, now, Standstill.PILOT, **counts)
        return None
    changed = broadcasts.change_reason(db, broadcast.id, Standstill.PILOT, against, now, **counts)
    return against if changed else None


def go_on(db: Session, broadcast_id: int, now: datetime, reason: str, **values: Any) -> bool:
    """Let a broadcast that stands still after its first share go on with all others; False when it does not."""
    values |= {"alive_at": now, "fed_at": None}
    values |= {"piloted_at": now} if reason in PILOTS else {}
    paused = (_S.PAUSED,)
    if not broadcasts.take_step(db, broadcast_id, _S.RUNNING, now, only_from=paused, only_for=reason, **values):
        return False
    held.look_again_at_broadcast(db, broadcast_id, now)
    return True


def read_first_share(db: Session, broadcast: Broadcast) -> FirstShare:
    """Count how it went with those of the first share for whom a message was written."""
    one = select_outcomes(broadcast.id, None, None, BroadcastRecipient.arm == Arm.PILOT).subquery()
    taken = one.c.part.in_(ACCEPTED)
    written = one.c.part.in_((*ACCEPTED, ReceiptPart.FAILED, ReceiptPart.UNKNOWN))
    said_no = exists().where(
        Consent.customer_id == one.c.customer_id,
        Consent.granted.is_(False),
        Consent.purpose.in_((Purpose.MARKETING, Purpose.ANY)),
        Consent.at >= (broadcast.began_at or broadcast.created_at),
    )
    refused = one.c.reason.in_(list(map(str, REFUSED))) | (taken & said_no)
    failed = one.c.part.in_((ReceiptPart.FAILED, ReceiptPart.DROPPED)) & one.c.reason.not_in(
        list(map(str, (*REFUSED, *PASSING)))
    )
    had = one.c.part.in_((ReceiptPart.DELIVERED, ReceiptPart.READ))
    count = func.count().filter
    found = db.execute(
        select(
            count(written), count(had), count(one.c.part == ReceiptPart.READ), count(refused), count(failed)
        ).select_from(one)
    ).one()
    return FirstShare(*found)


def _is_going(db: Session, broadcast_id: int, now: datetime) -> bool:
    """Whether somebody of the first share may get it now, or a message is on its way."""
    due = exists().where(
        BroadcastRecipient.broadcast_id == broadcast_id, FIRST_PENDING, BroadcastRecipient.due_at <= now
    )
    soon = or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before <= now)
    going = exists().where(
        OutgoingMessage.broadcast_id == broadcast_id,
        OutgoingMessage.state.in_((_D.SENDING, _D.UNKNOWN)) | ((OutgoingMessage.state == _D.QUEUED) & soon),
    )
    return bool(db.scalar(select(due | going)))


def _has_pending(db: Session, broadcast_id: int) -> bool:
    waiting = exists().where(
        BroadcastRecipient.broadcast_id == broadcast_id,
        BroadcastRecipient.arm == Arm.PILOT,
        BroadcastRecipient.state == RecipientState.PENDING,
    )
    return bool(db.scalar(select(waiting)))
