"""What customers of the dialogue tests have bought, and the notices they were sent about it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.notices import Notice
from bot.db.orders import Order, OrderItem, Parcel
from bot.db.shop import Product
from bot.domain.delivery import DeliveryState
from bot.domain.orders import Payment
from bot.domain.parcels import FailedWhy, ParcelStage
from bot.domain.rules import Happening
from bot.services.moments.record import record_moment
from bot.services.moments.rules import read_rules
from bot.services.notices import composing

_numbers = itertools.count(2001)
_SKUS = ("SAR-TANT",)


@dataclass(frozen=True, slots=True)
class _Shape:
    payment: Payment
    stage: ParcelStage | None = None
    confirmed: bool = True


class Bought(Enum):
    """How an order stands: paid and not packed, cash not confirmed, on its way, at the door, delivered …"""

    PAID = _Shape(Payment.PAID)
    CASH = _Shape(Payment.COD, confirmed=False)
    CASH_CONFIRMED = _Shape(Payment.COD)
    UNPAID = _Shape(Payment.PENDING)
    ON_THE_WAY = _Shape(Payment.PAID, ParcelStage.IN_TRANSIT)
    AT_THE_DOOR = _Shape(Payment.PAID, ParcelStage.OUT_FOR_DELIVERY)
    CASH_AT_THE_DOOR = _Shape(Payment.COD, ParcelStage.OUT_FOR_DELIVERY)
    MISSED = _Shape(Payment.PAID, ParcelStage.ATTEMPT_FAILED)
    DELIVERED = _Shape(Payment.PAID, ParcelStage.DELIVERED)
    LOST = _Shape(Payment.PAID, ParcelStage.LOST)


def add_order(
    db: Session, merchant_id: int, customer_id: int, bought: Bought, skus: Sequence[str], now: datetime
) -> str:
    """Add an order of two days ago, for a Tant saree where nothing else is said; returns its number."""
    shape, number = bought.value, str(next(_numbers))
    placed_at = now - timedelta(days=2)
    wanted = select(Product).where(Product.merchant_id == merchant_id, Product.sku.in_(skus or _SKUS))
    products = db.scalars(wanted).all()
    order = Order(
        merchant_id=merchant_id,
        customer_id=customer_id,
        number=number,
        payment=shape.payment,
        cod_confirmed_at=placed_at if shape.payment == Payment.COD and shape.confirmed else None,
        total=sum(product.price for product in products),
        placed_at=placed_at,
        promised_on=(now + timedelta(days=2)).date(),
        packed_at=placed_at + timedelta(hours=2) if shape.stage else None,
        ship_name="Charu Mehta",
        ship_address="12 Lake View",
        ship_city="Pune",
        ship_pin="411001",
        items=[OrderItem(product_id=one.id, title=one.title, quantity=1, price=one.price) for one in products],
        parcels=[_parcel(merchant_id, number, shape.stage, now)] if shape.stage else [],
    )
    db.add(order)
    db.flush()
    return number


def tell_notice(db: Session, merchant_id: int, customer_id: int, rule: str, number: str, now: datetime) -> None:
    """Send the notice of a rule about an order, whatever the hour; it stands as the last thing said."""
    order = db.scalars(select(Order).where(Order.merchant_id == merchant_id, Order.number == number)).one()
    told = read_rules(db, merchant_id)[rule]
    parcel_id = order.parcels[0].id if order.parcels and told.moment.startswith("parcel.") else None
    happening = Happening(told.moment, f"told:{number}", customer_id, now, order_id=order.id, parcel_id=parcel_id)
    record_moment(db, merchant_id, happening, now)
    notice = db.scalars(select(Notice).where(Notice.rule == rule, Notice.customer_id == customer_id)).all()[-1]
    conversation = composing.open_conversation(db, notice, told, now)
    assert conversation is not None
    row = composing.write(db, notice, told, conversation, "", now)
    row.state = DeliveryState.DELIVERED


def _parcel(merchant_id: int, number: str, stage: ParcelStage, now: datetime) -> Parcel:
    delivered = stage == ParcelStage.DELIVERED
    # Whatever the hour, what is out for delivery went out today.
    since = now if stage == ParcelStage.OUT_FOR_DELIVERY else now - timedelta(hours=3)
    return Parcel(
        merchant_id=merchant_id,
        courier="Delhivery",
        tracking_number=f"1490225{number}",
        tracking_url=f"https://track.example.com/1490225{number}",
        stage=stage,
        milestone=stage,
        promised_on=(now + timedelta(days=2)).date(),
        stage_at=since,
        expected_on=now.date() if delivered else (now + timedelta(days=1)).date(),
        place="Pune",
        scanned_at=now - timedelta(hours=3),
        failed_why=FailedWhy.NOT_HOME if stage == ParcelStage.ATTEMPT_FAILED else None,
        shipped_at=now - timedelta(days=1),
        delivered_at=now - timedelta(hours=3) if delivered else None,
    )
