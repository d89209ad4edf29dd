"""Requests of customers, as the shop's people work them off: listed by shop or customer, with all they need."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.db.requests import Request
from bot.domain.requests import RequestState


def list_of_shop(db: Session, merchant_id: int, state: RequestState, after: int, limit: int) -> list[Request]:
    """List a shop's requests in a state, the oldest first; `after` is the id of the last one of the page before."""
    theirs = select(Request).where(Request.merchant_id == merchant_id, Request.state == state, Request.id > after)
    return list(db.scalars(theirs.options(joinedload(Request.order)).order_by(Request.id).limit(limit)))


def list_of_customer(db: Session, merchant_id: int, customer_id: int, limit: int) -> list[Request]:
    """List a customer's requests, the newest first."""
    theirs = select(Request).where(Request.merchant_id == merchant_id, Request.customer_id == customer_id)
    return list(db.scalars(theirs.options(joinedload(Request.order)).order_by(Request.id.desc()).limit(limit)))


def find_by_reference(db: Session, merchant_id: int, reference: str) -> Request | None:
    """Return a shop's request by what its customer was told of it."""
    theirs = select(Request).where(Request.merchant_id == merchant_id, Request.reference == reference)
    return db.scalars(theirs.options(joinedload(Request.order)).execution_options(populate_existing=True)).first()
