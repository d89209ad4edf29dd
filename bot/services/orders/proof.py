"""Proof that an order is one's own, for somebody who writes from another number; guesses are limited."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.db.once import add_once
from bot.db.orders import Order
from bot.db.people import Identity
from bot.db.requests import ProofGuess
from bot.domain.orders import number_key
from bot.domain.writing import digits_of
from bot.services.orders.finding import find_order_id

TRIES = 3
WINDOW = timedelta(hours=1)
BLOCK = timedelta(hours=1)
ORDER_TRIES = 10  # wrong guesses a day at one order number, over all conversations
DAY = timedelta(days=1)
PROVEN_FOR = timedelta(days=1)
_PHONE_DIGITS = 10
# Compared when there is nothing to compare with; no digits can equal it.
_NOTHING = "-" * _PHONE_DIGITS


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What a guess came to; `order_id` only when it was right."""

    outcome: Literal["right", "wrong", "blocked"]
    tries_left: int = 0
    order_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfferedProof:
    """What is offered as the proof of an order, in which conversation; both as typed.

    `dedupe_key` is the same for a repeated turn. `costs_nothing` where the proof may be no guess at all but something
    else that was named, an order number of the guesser's own.
    """

    conversation_id: int
    number: str
    proof: str
    dedupe_key: str
    costs_nothing: bool = False


def prove(db: Session, merchant_id: int, offered: OfferedProof, now: datetime) -> ProofResult:
    """Judge a guess: the PIN of the delivery address, or the whole phone number on the order.

    The last four digits of the phone alone don't count: couriers print them on the label. An unknown order number
    looks exactly like a wrong proof. Three wrong guesses in an hour block the conversation for an hour, ten a day the
    order number; the guess that fills it is "blocked" too. A repeat of a `dedupe_key` counts once.
    """
    seen = _guess(db, merchant_id, offered.dedupe_key)
    if seen is None:
        if _is_blocked(db, offered.conversation_id, merchant_id, number_key(offered.number), now):
            return ProofResult("blocked")
        order_id = _fits(db, merchant_id, offered.number, offered.proof)
        if order_id is not None or not offered.costs_nothing:
            _record(db, merchant_id, offered, order_id, now)
    elif seen.right:
        return ProofResult("right", TRIES, seen.order_id)
    else:
        order_id = None
    if order_id is not None:
        return ProofResult("right", TRIES, order_id)
    left = _tries_left(db, offered.conversation_id, merchant_id, now)
    return ProofResult("wrong", left) if left else ProofResult("blocked")


def list_proven_orders(db: Session, conversation_id: int, merchant_id: int, now: datetime) -> set[int]:
    """Ids of the orders this conversation proved within the last day."""
    right = db.scalars(build_proven(conversation_id, merchant_id, now))
    return {order_id for order_id in right if order_id is not None}


def build_proven(conversation_id: int, merchant_id: int, now: datetime) -> Select[int | None]:
    """Return the query of those ids, for use within another."""
    return select(ProofGuess.order_id).where(
        ProofGuess.merchant_id == merchant_id,
        ProofGuess.conversation_id == conversation_id,
        ProofGuess.right.is_(True),
        ProofGuess.at > now - PROVEN_FOR,
    )


def _guess(db: Session, merchant_id: int, dedupe_key: str) -> ProofGuess | None:
    return db.scalar(
        select(ProofGuess).where(ProofGuess.merchant_id == merchant_id, ProofGuess.dedupe_key == dedupe_key)
    )


def _fits(db: Session, merchant_id: int, number: str, proof: str) -> int | None:
    """The order's id when the proof is right. Every comparison is made, whatever the earlier ones gave."""
    order_id = find_order_id(db, merchant_id, number) or 0
    row = db.execute(
        select(Order.customer_id, Order.ship_pin).where(Order.merchant_id == merchant_id, Order.id == order_id)
    ).first()
    phones = select(Identity.value).where(
        Identity.merchant_id == merchant_id,
        Identity.customer_id == (row.customer_id if row else 0),
        Identity.kind == "phone",
    )
    given = digits_of(proof)
    pin = digits_of(row.ship_pin) if row else ""
    right = _equal(given, pin)
    for phone in db.scalars(phones):
        right |= _equal(given[-_PHONE_DIGITS:], digits_of(phone)[-_PHONE_DIGITS:]) & (len(given) >= _PHONE_DIGITS)
    return order_id if right and row else None


def _equal(given: str, kept: str) -> bool:
    """Equal, in a time that doesn't tell how much was right; an empty one equals nothing."""
    return hmac.compare_digest(given.encode(), (kept or _NOTHING).encode())


def _record(db: Session, merchant_id: int, offered: OfferedProof, order_id: int | None, now: datetime) -> None:
    values = {
        "merchant_id": merchant_id,
        "conversation_id": offered.conversation_id,
        "order_number": number_key(offered.number)[:40],
        "order_id": order_id,
        "right": order_id is not None,
        "dedupe_key": offered.dedupe_key,
        "at": now,
    }
    add_once(db, ProofGuess, values)


def _is_blocked(db: Session, conversation_id: int, merchant_id: int, key: str, now: datetime) -> bool:
    if not _tries_left(db, conversation_id, merchant_id, now):
        return True
    at_this_order = db.scalar(
        select(func.count(ProofGuess.id)).where(
            ProofGuess.merchant_id == merchant_id,
            ProofGuess.order_number == key[:40],
            ProofGuess.right.is_(False),
            ProofGuess.at > now - DAY,
        )
    )
    return (at_this_order or 0) >= ORDER_TRIES


def _tries_left(db: Session, conversation_id: int, merchant_id: int, now: datetime) -> int:
    """Wrong guesses still allowed; 0 for an hour after the third of an hour."""
    wrong = select(ProofGuess.at).where(
        ProofGuess.merchant_id == merchant_id,
        ProofGuess.conversation_id == conversation_id,
        ProofGuess.right.is_(False),
        ProofGuess.at > now - WINDOW - BLOCK,
    )
    times = sorted(db.scalars(wrong))
    for first, last in zip(times, times[TRIES - 1 :], strict=False):
        if last - first < WINDOW and now - last < BLOCK:
            return 0
    recent = sum(1 for at in times if now - at < WINDOW)
    return max(0, TRIES - recent)
