"""Money that goes back: each refund once, the order's sum of them, and when it has reached the account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.db.orders import Order, Refund
from bot.domain.moments import GivenBack, MomentKind
from bot.domain.money import Money
from bot.domain.news import RefundNews
from bot.domain.news.outcome import KNOWN, Outcome, Unfit, sum_of_money
from bot.domain.orders import Payment
from bot.domain.rules import Happening
from bot.services.incoming.order_refs import find_locked
from bot.services.moments import record

# A refund may be more than what is left of an order that was cut down since; so much more is a slip of the pen.
MOST_TIMES = 10
NO_MONEY = "no money goes back"


def apply_refund(db: Session, connection: Connection, news: RefundNews, now: datetime) -> Outcome:
    """Take in a refund, or that one we know is done.

    Raises:
        NotYet: the order is not known yet.
        Unfit: not an amount, or far more than the order came to.
    """
    amount = sum_of_money("amount", news.amount)
    order = find_locked(db, connection, news.order)
    if order.total and news.currency == order.currency and amount > order.total * MOST_TIMES:
        raise Unfit("amount: more than ten times what the order came to")
    if amount == 0:
        return Outcome(customer_id=order.customer_id, ignored=NO_MONEY)
    known = insert_once(
        db,
        Refund,
        merchant_id=order.merchant_id,
        order_id=order.id,
        external_id=news.external_id,
        amount=amount,
        currency=news.currency,
        at=news.at,
    )
    refund = db.scalars(select(Refund).where(Refund.order_id == order.id, Refund.external_id == news.external_id)).one()
    notices = [] if known is None else _tell(db, order, refund, MomentKind.ORDER_REFUND_ISSUED, news.at, now)
    done = news.done and refund.done_at is None
    if done:
        refund.done_at = news.at
        notices += _tell(db, order, refund, MomentKind.ORDER_REFUND_DONE, news.at, now)
    if known is None and not done:
        return Outcome(customer_id=order.customer_id, ignored=KNOWN)
    _sum_up(db, order)
    return Outcome(tuple(notices), customer_id=order.customer_id, order_id=order.id)


def _sum_up(db: Session, order: Order) -> None:
    """The order's own figures follow from its refunds."""
    db.flush()
    refunds = list(db.scalars(select(Refund).where(Refund.order_id == order.id).order_by(Refund.id)))
    done = [refund.done_at for refund in refunds if refund.done_at]
    # Sums of two currencies are never added: the order's own come first, else those of the newest refund.
    own = [refund for refund in refunds if refund.currency == order.currency]
    told = own or [refund for refund in refunds if refund.currency == refunds[-1].currency]
    order.refund_amount = sum_of_money("amount", sum(refund.amount for refund in told))
    order.refund_currency = None if own else told[0].currency
    if own:
        order.payment = Payment.REFUNDED if order.refund_amount >= order.total else Payment.PARTLY_REFUNDED
    elif order.payment == Payment.PAID:
        order.payment = Payment.PARTLY_REFUNDED  # how much of it, only the shop can tell
    order.refunded_at = max(done) if len(done) == len(refunds) else None
    db.flush()


def _tell(db: Session, order: Order, refund: Refund, kind: MomentKind, at: datetime, now: datetime) -> list[int]:
    happening = Happening(
        kind,
        f"refund:{refund.id}",
        order.customer_id,
        at,
        order_id=order.id,
        details=GivenBack(Money(refund.amount, refund.currency)),
    )
    return record.record_moment(db, order.merchant_id, happening, now)
