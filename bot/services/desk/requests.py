"""Requests for the people of the shop: opened once, added to, closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.once import add_once
from bot.db.orders import Order
from bot.db.requests import Request
from bot.domain.conversations import PersonWhy
from bot.domain.requests import RequestKind, RequestState, kind_after, next_reference, same_subject
from bot.domain.shortening import beginning
from bot.services.desk import handoff
from bot.services.messages import held

_ATTEMPTS = 50
_OVER_WITH_DELIVERY = (RequestKind.RESCHEDULE, RequestKind.ADDRESS, RequestKind.HAND_OVER)
_DETAIL_LIMIT = 4000  # a person reads it; a customer who repeats himself all day must not fill the row


class UnknownOrder(LookupError):
    """An order that this shop doesn't have."""


class NoReference(Exception):
    """No free reference was found near the one given: the shop has used up nearly all of them."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a customer asks for; without an order `order_id` is None, and without a chat `conversation_id`.

    `dedupe_key` is the same for a repeated turn. `reference` is replaced by the next free one where it is taken.
    """

    customer_id: int
    conversation_id: int | None
    order_id: int | None
    kind: RequestKind
    detail: str
    dedupe_key: str
    reference: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as the customer is told of it; `is_new` is False when an open one was extended.

    `was` is the kind that it had until now, where this telling changed it.
    """

    reference: str
    kind: RequestKind
    order_number: str | None
    is_new: bool
    state: RequestState = RequestState.OPEN
    detail: str = ""
    created_at: datetime | None = None
    was: RequestKind | None = None


def open_request(db: Session, merchant_id: int, asked: NewRequest, now: datetime) -> RequestView:
    """The request for this wish, made or found.

    A repeated `dedupe_key` returns what it made. An open request on this subject for this order (or, without an order,
    of this customer) is extended by the new one's `detail`, and becomes of the new kind where the wish has changed:
    `was` tells. Others that the wish contradicts are withdrawn.

    Raises:
        UnknownOrder: the order is another shop's.
        NoReference: no free reference was found.
    """
    _check_order(db, merchant_id, asked.order_id)
    made_before = _by_key(db, merchant_id, asked.dedupe_key)
    if made_before:
        return _view(made_before, is_new=True)
    open_ones = _open_ones(db, merchant_id, asked)
    if not open_ones:
        return _view(_insert(db, merchant_id, asked, now), is_new=True)
    for other in open_ones[1:]:
        _end(db, merchant_id, _still_open(merchant_id, other.reference), RequestState.WITHDRAWN, now)
    return _told_again(db, open_ones[0], asked)


def _told_again(db: Session, row: Request, asked: NewRequest) -> RequestView:
    was = RequestKind(row.kind)
    row.kind = kind_after(was, asked.kind)
    _extend(db, row, asked.detail)
    db.flush()
    return replace(_view(row, is_new=False), was=None if row.kind == was else was)


def list_requests(db: Session, merchant_id: int, customer_id: int, limit: int = 10) -> list[RequestView]:
    """A customer's requests, the newest first."""
    rows = select(Request).where(Request.merchant_id == merchant_id, Request.customer_id == customer_id)
    return [_view(row, is_new=False) for row in db.scalars(rows.order_by(Request.id.desc()).limit(limit))]


def find_request(db: Session, merchant_id: int, customer_id: int, reference: str) -> RequestView | None:
    """Return the request of a reference, if it is this customer's."""
    theirs = (Request.merchant_id == merchant_id, Request.customer_id == customer_id)
    row = db.scalar(select(Request).where(*theirs, Request.reference == reference))
    return _view(row, is_new=False) if row else None


def list_open(db: Session, merchant_id: int, customer_id: int) -> list[RequestView]:
    """Return a customer's open requests, the newest first."""
    theirs = (Request.merchant_id == merchant_id, Request.customer_id == customer_id)
    rows = select(Request).where(*theirs, Request.state == RequestState.OPEN).order_by(Request.id.desc())
    return [_view(row, is_new=False) for row in db.scalars(rows)]


def find_latest_open(
    db: Session, merchant_id: int, conversation_id: int, kinds: Collection[RequestKind], since: datetime
) -> RequestView | None:
    """The newest open request of these kinds that was made in this conversation since then."""
    row = db.scalar(
        select(Request)
        .where(Request.merchant_id == merchant_id, Request.conversation_id == conversation_id)
        .where(Request.kind.in_(kinds), Request.state == RequestState.OPEN, Request.created_at > since)
        .order_by(Request.id.desc())
        .limit(1)
    )
    return _view(row, is_new=False) if row else None


def add_to(db: Session, merchant_id: int, reference: str, detail: str) -> None:
    """Add to a request of this shop what the customer sent later."""
    row = db.scalar(select(Request).where(Request.merchant_id == merchant_id, Request.reference == reference))
    if row:
        _extend(db, row, detail)


def withdraw(db: Session, merchant_id: int, conversation_id: int, reference: str, now: datetime) -> bool:
    """Take an open request back at its customer's word; False when it is none of this conversation's, or not open."""
    theirs = _still_open(merchant_id, reference).where(Request.conversation_id == conversation_id)
    return _end(db, merchant_id, theirs, RequestState.WITHDRAWN, now)


def reword(db: Session, merchant_id: int, conversation_id: int, reference: str, detail: str) -> bool:
    """Replace what an open request asks for, another day for one; False as `withdraw`."""
    theirs = _still_open(merchant_id, reference).where(Request.conversation_id == conversation_id)
    return won(db, theirs.values(detail=detail))


def settle_by_delivery(db: Session, merchant_id: int, order_id: int, now: datetime) -> None:
    """The parcel has come: nobody needs another day or a right address for it any more."""
    done = (Request.merchant_id == merchant_id, Request.order_id == order_id, Request.kind.in_(_OVER_WITH_DELIVERY))
    ended = update(Request).where(*done, Request.state == RequestState.OPEN)
    rows = db.execute(ended.values(state=RequestState.DONE, done_at=now).returning(Request.conversation_id)).all()
    for (conversation_id,) in rows:
        _take_off(db, conversation_id, now)


def _check_order(db: Session, merchant_id: int, order_id: int | None) -> None:
    ours = select(Order.id).where(Order.merchant_id == merchant_id, Order.id == order_id)
    if order_id is not None and db.scalar(ours) is None:
        raise UnknownOrder(order_id)


def _by_key(db: Session, merchant_id: int, dedupe_key: str) -> Request | None:
    return db.scalar(select(Request).where(Request.merchant_id == merchant_id, Request.dedupe_key == dedupe_key))


def _open_ones(db: Session, merchant_id: int, asked: NewRequest) -> list[Request]:
    """The open requests on this subject: those of this very kind first, then the newest."""
    same = Request.order_id == asked.order_id if asked.order_id is not None else Request.order_id.is_(None)
    rows = db.scalars(
        select(Request)
        .where(Request.merchant_id == merchant_id, Request.customer_id == asked.customer_id)
        .where(Request.kind.in_(same_subject(asked.kind)), Request.state == RequestState.OPEN, same)
        .order_by(Request.id.desc())
    )
    return sorted(rows, key=lambda row: row.kind != asked.kind)


def _extend(db: Session, row: Request, detail: str) -> None:
    """Add what is new; a repeated turn adds nothing."""
    if detail and detail not in row.detail.split("\n"):
        row.detail = beginning(f"{row.detail}\n{detail}".strip(), _DETAIL_LIMIT)
        db.flush()


def _insert(db: Session, merchant_id: int, asked: NewRequest, now: datetime) -> Request:
    detail, reference = beginning(asked.detail, _DETAIL_LIMIT), asked.reference
    for _ in range(_ATTEMPTS):
        values = asdict(asked) | {"detail": detail, "reference": reference}
        add_once(db, Request, {**values, "merchant_id": merchant_id, "created_at": now})
        row = _by_key(db, merchant_id, asked.dedupe_key)
        if row:
            return row
        reference = next_reference(reference)
    raise NoReference(reference)


def _view(row: Request, *, is_new: bool) -> RequestView:
    number = row.order.number if row.order else None
    return RequestView(
        row.reference, RequestKind(row.kind), number, is_new, RequestState(row.state), row.detail, row.created_at
    )


def close_request(db: Session, merchant_id: int, reference: str, state: RequestState, now: datetime) -> bool:
    """Close an open request as done or refused; False when there is no such one."""
    return _end(db, merchant_id, _still_open(merchant_id, reference), state, now)


def _still_open(merchant_id: int, reference: str) -> Update:
    """The UPDATE of a request of this shop that nobody has ended."""
    ours = (Request.merchant_id == merchant_id, Request.reference == reference)
    return update(Request).where(*ours, Request.state == RequestState.OPEN)


def _end(db: Session, merchant_id: int, theirs: Update, state: RequestState, now: datetime) -> bool:
    """End it, and look again at what was held because it was open; False when there was none to end."""
    db.flush()
    ended = db.execute(theirs.values(state=state, done_at=now).returning(Request.conversation_id)).first()
    if ended is None:
        return False
    held.look_again_at_shop(db, merchant_id, ("open_request",), now)
    _take_off(db, ended.conversation_id, now)
    return True


def _take_off(db: Session, conversation_id: int | None, now: datetime) -> None:
    """Take a conversation off the desk that was put there for its requests alone, once none is open."""
    others = (Request.conversation_id == conversation_id, Request.state == RequestState.OPEN)
    if conversation_id is not None and db.scalars(select(Request.id).where(*others).limit(1)).first() is None:
        handoff.take_off(db, conversation_id, PersonWhy.REQUEST, now)
