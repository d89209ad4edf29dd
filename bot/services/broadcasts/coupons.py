"""The coupon of a shop's own text: what it costs at the average order, and codes that are given one each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.db.campaign_texts import CampaignCode, CampaignText
from bot.db.claims import insert_once, won
from bot.db.orders import Order
from bot.db.shop import Merchant
from bot.domain.campaign_texts import AMOUNT, CODE, ENDS_ON, MINIMUM
from bot.domain.field_values import Value, day
from bot.domain.money import Money

CODE_SHAPE = re.compile(r"[A-Za-z0-9_-]{3,40}")
SHARED, EACH = "shared", "each"
KINDS = (SHARED, EACH)
# What is averaged: long enough for seasons not to show, short enough for prices of today.
LATELY = timedelta(days=90)


class NoCode(Exception):
    """Raised when every code of a pool is given."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """The codes of a text's pool, by whether somebody has them."""

    free: int
    given: int


@dataclass(frozen=True, slots=True)
class DiscountCost:
    """What a coupon costs: `permille` of the average order of the last 90 days, None where there was no order.

    `reached` is the share of those orders, in thousandths, that come up to the coupon's least amount.
    """

    amount: int
    average_order: int | None
    orders: int
    permille: int | None
    reached: int | None


def add_codes(db: Session, row: CampaignText, codes: Sequence[str]) -> int:
    """Put codes into a text's pool; returns how many were not there yet."""
    family = row.family_id or row.id
    made = [insert_once(db, CampaignCode, merchant_id=row.merchant_id, text_id=family, code=one) for one in codes]
    return sum(one is not None for one in made)


def count_codes(db: Session, row: CampaignText) -> CodeCount:
    """Count the codes of a text's pool."""
    mine = (CampaignCode.merchant_id == row.merchant_id, CampaignCode.text_id == (row.family_id or row.id))
    counts = select(func.count(), func.count(CampaignCode.customer_id)).where(*mine)
    every, given = db.execute(counts).one()
    return CodeCount(every - given, given)


def find_free(db: Session, row: CampaignText) -> CampaignCode:
    """Return a code that nobody has, held for this transaction; another broadcast at the same pool takes another.

    Raises:
        NoCode: all are given.
    """
    mine = (CampaignCode.text_id == (row.family_id or row.id), CampaignCode.customer_id.is_(None))
    free = select(CampaignCode).where(*mine).order_by(CampaignCode.id).limit(1).with_for_update(skip_locked=True)
    found = db.scalars(free.execution_options(populate_existing=True)).first()
    if found is None:
        raise NoCode
    return found


def give_code(db: Session, code: CampaignCode, broadcast_id: int, customer_id: int, now: datetime) -> None:
    """Give a person a free code; who has it once has it for good.

    Raises:
        NoCode: somebody else was given it meanwhile.
    """
    mine = update(CampaignCode).where(CampaignCode.id == code.id, CampaignCode.customer_id.is_(None))
    if not won(db, mine.values(customer_id=customer_id, broadcast_id=broadcast_id, given_at=now)):
        raise NoCode
    db.expire(code)


def fill_coupon(row: CampaignText, merchant: Merchant, code: str, today: date) -> dict[str, Value]:
    """Return what the fields of a text's coupon are filled with."""
    coupon = row.coupon
    if not coupon:
        return {}
    values: dict[str, Value] = {
        CODE: code,
        AMOUNT: Money(int(coupon[AMOUNT]), merchant.currency).as_value(),
        MINIMUM: Money(int(coupon.get(MINIMUM) or 0), merchant.currency).as_value(),
    }
    if coupon.get(ENDS_ON):
        values[ENDS_ON] = day(date.fromisoformat(coupon[ENDS_ON]), today)
    return values


def estimate_discount(db: Session, merchant_id: int, coupon: Mapping[str, Any], now: datetime) -> DiscountCost | None:
    """Return what a text's coupon costs at the shop's average order; None where it has none."""
    if not coupon:
        return None
    lately = (Order.merchant_id == merchant_id, Order.placed_at > now - LATELY, Order.cancelled_at.is_(None))
    minimum, amount = int(coupon.get(MINIMUM) or 0), int(coupon[AMOUNT])
    counted = select(func.count(), func.sum(Order.total), func.count().filter(Order.total >= minimum)).where(*lately)
    orders, total, enough = db.execute(counted).one()
    average = round(int(total or 0) / orders) if orders else None
    return DiscountCost(
        amount=amount,
        average_order=average,
        orders=orders,
        permille=round(amount * 1000 / average) if average else None,
        reached=round(enough * 1000 / orders) if orders else None,
    )
