"""Word of what is back in stock: who waits for it, and the moment that tells them, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from bot.db.awaited import AwaitedProduct
from bot.db.claims import insert_once, won
from bot.db.notices import Moment, Notice
from bot.db.shop import Product
from bot.domain.moments import BackInStock, MomentKind
from bot.domain.notices import NoticeState
from bot.domain.rules import Happening
from bot.services.moments import record, rules

# Of a notice that was dropped for these, nothing was said: its customer still waits.
_UNSAID = ("back_in_stock", "too_late", "switched_off")


def is_told(db: Session, merchant_id: int) -> bool:
    """Whether this shop tells customers of what is back: a rule for it is switched on."""
    return any(
        rule.active and rule.moment == MomentKind.PRODUCT_BACK for rule in rules.read_rules(db, merchant_id).values()
    )


def record_wish(db: Session, merchant_id: int, customer_id: int, product_id: int, now: datetime) -> bool:
    """Keep a customer's wish for word of a product; False when they wait for it already."""
    mine = {"customer_id": customer_id, "product_id": product_id}
    if insert_once(db, AwaitedProduct, merchant_id=merchant_id, asked_at=now, **mine) is not None:
        return True
    over = (AwaitedProduct.customer_id == customer_id, AwaitedProduct.product_id == product_id, ~_waits())
    return won(db, update(AwaitedProduct).where(*over).values(asked_at=now, ended_at=None, moment_id=None))


def list_awaited(db: Session, merchant_id: int, customer_id: int) -> list[int]:
    """Return the ids of the products a customer waits for, the newest wish first."""
    mine = select(AwaitedProduct.product_id).where(
        AwaitedProduct.merchant_id == merchant_id, AwaitedProduct.customer_id == customer_id, _waits()
    )
    return list(db.scalars(mine.order_by(AwaitedProduct.asked_at.desc(), AwaitedProduct.id.desc())))


def stop_waiting(db: Session, merchant_id: int, customer_id: int, product_id: int, now: datetime) -> bool:
    """Call a wish off, also of one whose notice has not left yet; False when there was none."""
    mine = (
        AwaitedProduct.merchant_id == merchant_id,
        AwaitedProduct.customer_id == customer_id,
        AwaitedProduct.product_id == product_id,
        AwaitedProduct.ended_at.is_(None),
    )
    return won(db, update(AwaitedProduct).where(*mine).values(ended_at=now))


def record_back(db: Session, product: Product, now: datetime) -> list[int]:
    """Tell everybody who waits for a product that it is back; returns the ids of the notices due now."""
    due: list[int] = []
    waiting = select(AwaitedProduct).where(AwaitedProduct.product_id == product.id, _waits())
    for row in db.scalars(waiting.order_by(AwaitedProduct.id)).all():
        subject = f"awaited:{row.id}:{now.isoformat()}"
        back = Happening(
            MomentKind.PRODUCT_BACK, subject, row.customer_id, now, details=BackInStock(product_id=product.id)
        )
        due += record.record_moment(db, row.merchant_id, back, now)
        row.moment_id = db.scalar(
            select(Moment.id).where(
                Moment.merchant_id == row.merchant_id, Moment.kind == back.kind, Moment.subject == subject
            )
        )
    db.flush()
    return due


def _waits() -> ColumnElement[bool]:
    """Not called off, and no notice of it was written or is about to be."""
    said = exists().where(
        Notice.moment_id == AwaitedProduct.moment_id,
        ~((Notice.state == NoticeState.DROPPED) & Notice.reason.in_(_UNSAID)),
    )
    return AwaitedProduct.ended_at.is_(None) & ~said
