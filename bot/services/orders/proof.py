"""Proof that an order is one's own, for somebody who writes from another number; guesses are limited."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from bot.db.conversations import Conversation
from bot.db.once import add_once
from bot.db.orders import Order
from bot.db.requests import ProofGuess
from bot.domain.orders import number_key
from bot.domain.writing import digits_of
from bot.services.orders.finding import find_order_id

TRIES = 3
WINDOW = timedelta(hours=1)
BLOCK = timedelta(hours=1)
DAY_TRIES = 10  # wrong guesses a day of one guesser, at whatever orders
# Wrong guesses a day at one order, over all guessers, from which on each of them has a single try at it.
BUSY = 10
DAY = timedelta(days=1)
PROVEN_FOR = timedelta(days=1)
# Compared when there is nothing to compare with; no digits can equal it.
_NOTHING = "-" * 6
# The ids of the orders that a conversation has proven; built once: putting a statement together costs more than
# running it.
PROVEN = select(ProofGuess.order_id).where(
    ProofGuess.merchant_id == bindparam("merchant"),
    ProofGuess.conversation_id == bindparam("conversation"),
    ProofGuess.right.is_(True),
    ProofGuess.at > bindparam("proven_since"),
)


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What a guess came to: the order when it was right, and `guessed_at` the one that many guessed wrong at today."""

    outcome: Literal["right", "wrong", "blocked"]
    tries_left: int = 0
    order_id: int | None = None
    guessed_at: int | None = None


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
    """Judge a guess: the PIN of the delivery address, and nothing else.

    Phone numbers and their last digits don't count: they are no secret, and couriers print them on the label. An
    unknown order number looks exactly like a wrong proof. Limits are the guesser's, who is a customer and not a
    conversation: three wrong guesses in an hour block for an hour, ten a day for the day, and at an order that was
    guessed at ten times a day the first wrong one does. The guess that fills a limit is "blocked" too. A repeat of a
    `dedupe_key` counts once.
    """
    key = number_key(offered.number)[:40]
    seen = _guess(db, merchant_id, offered.dedupe_key)
    if seen is not None and seen.right:
        return ProofResult("right", TRIES, seen.order_id)
    if seen is None:
        if not _tries_left(db, offered.conversation_id, merchant_id, key, now):
            return ProofResult("blocked")
        order_id = _fits(db, merchant_id, offered.number, offered.proof)
        if order_id is not None or not offered.costs_nothing:
            _record(db, merchant_id, offered, order_id, now)
        if order_id is not None:
            return ProofResult("right", TRIES, order_id)
    left = _tries_left(db, offered.conversation_id, merchant_id, key, now)
    guessed_at = find_order_id(db, merchant_id, offered.number) if _is_busy(db, merchant_id, key, now) else None
    return ProofResult("wrong" if left else "blocked", left, guessed_at=guessed_at)


def list_proven_orders(db: Session, conversation_id: int, merchant_id: int, now: datetime) -> set[int]:
    """Ids of the orders this conversation proved within the last day."""
    right = db.scalars(PROVEN, ask_proven(conversation_id, merchant_id, now))
    return {order_id for order_id in right if order_id is not None}


def ask_proven(conversation_id: int, merchant_id: int, now: datetime) -> dict[str, Any]:
    """Return what PROVEN is asked with, by itself or within another question."""
    return {"merchant": merchant_id, "conversation": conversation_id, "proven_since": now - PROVEN_FOR}


def _guess(db: Session, merchant_id: int, dedupe_key: str) -> ProofGuess | None:
    return db.scalar(
        select(ProofGuess).where(ProofGuess.merchant_id == merchant_id, ProofGuess.dedupe_key == dedupe_key)
    )


def _fits(db: Session, merchant_id: int, number: str, proof: str) -> int | None:
    """The order's id when the proof is right. The comparison is made whether there is an order or not."""
    order_id = find_order_id(db, merchant_id, number) or 0
    pin = db.scalar(select(Order.ship_pin).where(Order.merchant_id == merchant_id, Order.id == order_id))
    return order_id if _equal(digits_of(proof), digits_of(pin or "")) and order_id else None


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


def _is_busy(db: Session, merchant_id: int, key: str, now: datetime) -> bool:
    wrong = _wrong(merchant_id, now - DAY)
    return (db.scalar(wrong.with_only_columns(func.count()).where(ProofGuess.order_number == key)) or 0) >= BUSY


def _tries_left(db: Session, conversation_id: int, merchant_id: int, key: str, now: datetime) -> int:
    """Wrong guesses that a guesser is still allowed at the order with this key."""
    mine = db.execute(_wrong(merchant_id, now - DAY).where(_is_of(conversation_id)).order_by(ProofGuess.at)).all()
    if any(row.order_number == key for row in mine) and _is_busy(db, merchant_id, key, now):
        return 0
    times = [row.at for row in mine]
    for first, last in zip(times, times[TRIES - 1 :], strict=False):
        if last - first < WINDOW and now - last < BLOCK:
            return 0
    recent = sum(1 for at in times if now - at < WINDOW)
    return max(0, min(TRIES - recent, DAY_TRIES - len(times)))


def _wrong(merchant_id: int, after: datetime) -> Select[str, datetime]:
    return select(ProofGuess.order_number, ProofGuess.at).where(
        ProofGuess.merchant_id == merchant_id, ProofGuess.right.is_(False), ProofGuess.at > after
    )


def _is_of(conversation_id: int) -> ColumnElement[bool]:
    """Whether a guess is of the same customer, in this conversation or another of theirs."""
    here, other = aliased(Conversation), aliased(Conversation)
    theirs = select(other.id).join(here, here.customer_id == other.customer_id).where(here.id == conversation_id)
    return ProofGuess.conversation_id.in_(theirs)
