"""Requests for the people of the shop: opened once, added to, closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.once import add_once
from bot.db.orders import Order
from bot.db.requests import Request
from bot.domain.requests import KINDS, UnknownKind, next_reference
from bot.services.messages import held

_ATTEMPTS = 50
_OVER_WITH_DELIVERY = ("reschedule", "address")
_DETAIL_LIMIT = 4000  # a person reads it; a customer who repeats himself all day must not fill the row


class UnknownOrder(LookupError):
    """An order that this shop doesn't have."""


class NoReference(Exception):
    """No free reference was found near the one given: the shop has used up nearly all of them."""


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as the customer is told of it; `is_new` is False when an open one was extended."""

    reference: str
    kind: str
    order_number: str | None
    is_new: bool
    state: str = "open"
    detail: str = ""
    created_at: datetime | None = None


def open_request(
    db: Session,
    merchant_id: int,
    customer_id: int,
    conversation_id: int | None,
    order_id: int | None,
    kind: str,
    detail: str,
    dedupe_key: str,
    reference: str,
    now: datetime,
) -> RequestView:
    """The request for this wish, made or found.

    The same `dedupe_key` gives the same answer. An open request of this kind for this order (or, without an order,
    of this customer) is extended by `detail`. A `reference` that is taken is replaced by the next free one.

    Raises:
        UnknownKind: `kind` is not one of KINDS.
        UnknownOrder: the order is another shop's.
    """
    _check(db, merchant_id, order_id, kind)
    made_before = _by_key(db, merchant_id, dedupe_key)
    if made_before:
        return _view(made_before, is_new=True)
    open_one = _open_one(db, merchant_id, customer_id, order_id, kind)
    if open_one:
        _extend(db, open_one, detail)
        return _view(open_one, is_new=False)
    values: dict[str, Any] = {
        "merchant_id": merchant_id,
        "customer_id": customer_id,
        "conversation_id": conversation_id,
        "order_id": order_id,
        "kind": kind,
        "detail": detail[:_DETAIL_LIMIT],
        "dedupe_key": dedupe_key,
        "created_at": now,
    }
    return _view(_insert(db, values, reference), is_new=True)


def requests_of(db: Session, merchant_id: int, customer_id: int, limit: int = 10) -> list[RequestView]:
    """A customer's requests, the newest first."""
    rows = select(Request).where(Request.merchant_id == merchant_id, Request.customer_id == customer_id)
    return [_view(row, is_new=False) for row in db.scalars(rows.order_by(Request.id.desc()).limit(limit))]


def latest_open(
    db: Session, merchant_id: int, conversation_id: int, kinds: Collection[str], since: datetime
) -> RequestView | None:
    """The newest open request of these kinds that was made in this conversation since then."""
    row = db.scalar(
        select(Request)
        .where(Request.merchant_id == merchant_id, Request.conversation_id == conversation_id)
        .where(Request.kind.in_(kinds), Request.state == "open", Request.created_at > since)
        .order_by(Request.id.desc())
        .limit(1)
    )
    return _view(row, is_new=False) if row else None


def add_to(db: Session, merchant_id: int, reference: str, detail: str) -> None:
    """Add to a request of this shop what the customer sent later."""
    row = db.scalar(select(Request).where(Request.merchant_id == merchant_id, Request.reference == reference))
    if row:
        _extend(db, row, detail)


def settle_by_delivery(db: Session, merchant_id: int, order_id: int, now: datetime) -> None:
    """The parcel has come: nobody needs another day or a right address for it any more."""
    done = (Request.merchant_id == merchant_id, Request.order_id == order_id, Request.kind.in_(_OVER_WITH_DELIVERY))
    db.execute(update(Request).where(*done, Request.state == "open").values(state="done", done_at=now))


def _check(db: Session, merchant_id: int, order_id: int | None, kind: str) -> None:
    if kind not in KINDS:
        raise UnknownKind(kind)
    ours = select(Order.id).where(Order.merchant_id == merchant_id, Order.id == order_id)
    if order_id is not None and db.scalar(ours) is None:
        raise UnknownOrder(order_id)


def _by_key(db: Session, merchant_id: int, dedupe_key: str) -> Request | None:
    return db.scalar(select(Request).where(Request.merchant_id == merchant_id, Request.dedupe_key == dedupe_key))


def _open_one(db: Session, merchant_id: int, customer_id: int, order_id: int | None, kind: str) -> Request | None:
    same = Request.order_id == order_id if order_id is not None else Request.order_id.is_(None)
    return db.scalar(
        select(Request)
        .where(Request.merchant_id == merchant_id, Request.customer_id == customer_id)
        .where(Request.kind == kind, Request.state == "open", same)
        .order_by(Request.id)
        .limit(1)
    )


def _extend(db: Session, row: Request, detail: str) -> None:
    """Add what is new; a repeated turn adds nothing."""
    if detail and detail not in row.detail.split("\n"):
        row.detail = f"{row.detail}\n{detail}".strip()[:_DETAIL_LIMIT]
        db.flush()


def _insert(db: Session, values: dict[str, Any], reference: str) -> Request:
    for _ in range(_ATTEMPTS):
        add_once(db, Request, {**values, "reference": reference})
        row = _by_key(db, values["merchant_id"], values["dedupe_key"])
        if row:
            return row
        reference = next_reference(reference)
    raise NoReference(reference)


def _view(row: Request, *, is_new: bool) -> RequestView:
    number = row.order.number if row.order else None
    return RequestView(row.reference, row.kind, number, is_new, row.state, row.detail, row.created_at)


def close_request(db: Session, merchant_id: int, reference: str, state: str, now: datetime) -> bool:
    """An open request is "done" or "refused"; False when there is no such one."""
    theirs = update(Request).where(
        Request.merchant_id == merchant_id, Request.reference == reference, Request.state == "open"
    )
    if not won(db, theirs.values(state=state, done_at=now)):
        return False
    held.look_again_at_shop(db, merchant_id, ("open_request",), now)
    return True
