"""Status callbacks: each kept once, applied forward only, parked when their message is not known yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.db.shop import Merchant
from bot.domain import delivery
from bot.domain.delivery import FAILURES
from bot.ports import StatusUpdate
from bot.services.accounts import own
from bot.services.messages import states
from bot.services.people import conversations

# A callback whose message never turned up by then belongs to another system on the same account.
PARKED_FOR = timedelta(days=2)
# Built once: putting a statement together costs more than running it.
_EVENTS = table_of(StatusEvent)
_OF_ROW = (
    _EVENTS.c.applied.is_(False),
    or_(_EVENTS.c.token == bindparam("token"), _EVENTS.c.sid == bindparam("sid")),
)
_PARKED = select(StatusEvent).where(*_OF_ROW)
_IS_PARKED = select(_EVENTS.c.id).where(*_OF_ROW).limit(1)


def take(db: Session, news: StatusUpdate, now: datetime, account: str = "") -> int | None:
    """Keep a callback and apply it; returns the row's id when it now needs a reaction to a failure.

    Args:
        account: the one whose signature it has, a shop's own by its sid, "" the installation's.

    Raises:
        WrongAccount: the message left by none that this account may speak for.
    """
    event_id = insert_once(
        db,
        StatusEvent,
        sid=news.sid,
        token=news.token,
        status=news.status,
        error_code=news.error_code,
        error_text=news.error_text,
        raw=dict(news.raw),
        account=account,
        received_at=now,
        applied=False,
    )
    if event_id is None:
        return None  # Twilio repeated itself
    return _apply(db, db.get_one(StatusEvent, event_id), now)


def is_parked(db: Session, token: str, sid: str) -> bool:
    """Whether `apply_parked` would find anything, as nearly never."""
    return db.connection().execute(_IS_PARKED, {"token": token, "sid": sid}).first() is not None


def apply_parked(db: Session, token: str, sid: str, now: datetime) -> None:
    """Apply what came before the row knew its sid, in the order of the life cycle's ranks."""
    parked = db.scalars(_PARKED, {"token": token, "sid": sid}).all()
    for event in sorted(parked, key=lambda event: (delivery.from_twilio(event.status) or ("", 0))[1]):
        _apply_parked(db, event, now)


def list_told(db: Session, tokens: Collection[str], sids: Collection[str]) -> set[str]:
    """List the tokens and sids of which a callback waits that came before its row knew its sid."""
    theirs = or_(StatusEvent.token.in_(tokens), StatusEvent.sid.in_(sids))
    waiting = select(StatusEvent.token, StatusEvent.sid).where(StatusEvent.applied.is_(False), theirs)
    return {name for pair in db.execute(waiting) for name in pair if name}


def sweep_parked(db: Session, now: datetime, limit: int = 200) -> None:
    """Try parked callbacks again, while they are young enough to wait."""
    events = db.scalars(
        select(StatusEvent)
        .where(StatusEvent.applied.is_(False), StatusEvent.received_at > now - PARKED_FOR)
        .order_by(StatusEvent.id.desc())
        .limit(limit)
    ).all()
    for event in events:
        _apply_parked(db, event, now)


def _apply_parked(db: Session, event: StatusEvent, now: datetime) -> None:
    try:
        _apply(db, event, now)
    except own.WrongAccount:
        db.delete(event)  # the message's own account says it again, and must find no such word there


def _apply(db: Session, event: StatusEvent, now: datetime) -> int | None:
    moved = delivery.from_twilio(event.status)
    found = _row_of(db, event)
    if found is None:
        return None
    row, used = found
    if used != event.account and not own.is_theirs(db, row.conversation.merchant, event.account, now):
        raise own.WrongAccount
    # Nobody reads it from here on, and it has the customer's number, who may have been forgotten by now.
    event.applied, event.raw = True, {}
    if row.sid is None:
        row.sid, row.accepted_at = event.sid, now
    elif row.sid != event.sid:
        return None  # an earlier attempt of this row; kept for the record
    if moved is None or not states.follow(row, *moved, now):
        return None
    if row.state not in FAILURES:
        return None
    if conversations.is_erased(row.conversation):
        event.error_text = None
    row.error_code, row.error_text = event.error_code, event.error_text
    return row.id


def _row_of(db: Session, event: StatusEvent) -> tuple[OutgoingMessage, str] | None:
    """The message an event speaks of, and the account that its shop uses.

    By its token; by its sid where no row has that: it was given to a message that a restored backup does not know.
    """
    with_shop = select(OutgoingMessage, Merchant.twilio_sid).join(Merchant, Merchant.id == OutgoingMessage.merchant_id)
    query = with_shop.with_for_update(of=OutgoingMessage)
    names = [OutgoingMessage.token == event.token] if event.token else []
    for name in (*names, OutgoingMessage.sid == event.sid):
        found = db.execute(query.where(name)).first()
        if found is not None:
            return found[0], found[1]
    return None
