"""WhatsApp's moving day: how many new people a business portfolio may still write to, and how that splits an audience.

The numbers and shops of a portfolio share it. It is counted from the messages that left as templates, each
conversation once; what failed counts as well, since nobody tells for certain whether it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant

DAY = timedelta(hours=24)
WORTHWHILE = 20  # the share of it, one in so many, that is waited for before some go on


@dataclass(frozen=True, slots=True)
class Allowance:
    """New people of a moving day: `most`, of whom `used` are taken; `free_at`: when there is room again."""

    most: int
    used: int
    free_at: datetime

    @property
    def left(self) -> int:
        """How many more there may be now."""
        return max(0, self.most - self.used)


@dataclass(frozen=True, slots=True)
class DayShare:
    """How many people of a broadcast get it from a time on, for a day."""

    begins_at: datetime
    people: int


def find_allowance(db: Session, merchant: Merchant, now: datetime) -> Allowance | None:
    """Return what a shop's portfolio may still do; None where it has no limit, or none that is known."""
    ids, most = _find_portfolio(db, merchant)
    if not most or not merchant.whatsapp_from:
        return None
    lately = (OutgoingMessage.merchant_id.in_(ids), OutgoingMessage.template_id.is_not(None))
    since = OutgoingMessage.claimed_at > now - DAY
    used = db.scalar(select(func.count(OutgoingMessage.conversation_id.distinct())).where(*lately, since)) or 0
    if used < most:
        return Allowance(most, used, now)
    enough = min(used - 1, used - most + most // WORTHWHILE)
    oldest = select(OutgoingMessage.claimed_at).where(*lately, since).order_by(OutgoingMessage.claimed_at)
    first = db.scalars(oldest.offset(max(0, enough)).limit(1)).first()
    return Allowance(most, used, (first or now) + DAY)


def plan_days(allowance: Allowance | None, people: int, starts_at: datetime) -> tuple[DayShare, ...]:
    """Return how many people of an audience get it on the first day, the second and so on, best customers first."""
    if allowance is None:
        return (DayShare(starts_at, people),)
    shares, at, room = [], starts_at, allowance.left
    while people > 0:
        if room > 0:
            shares.append(DayShare(at, min(room, people)))
            people -= room
        at, room = at + DAY, allowance.most
    return tuple(shares)


def _find_portfolio(db: Session, merchant: Merchant) -> tuple[list[int], int]:
    """The shops of a shop's portfolio, and its allowance: the least that one of them was told, 0 for no limit."""
    if not merchant.portfolio:
        return [merchant.id], merchant.portfolio_allowance or 0
    shops = select(Merchant.id, Merchant.portfolio_allowance).where(Merchant.portfolio == merchant.portfolio)
    found = db.execute(shops.order_by(Merchant.id)).all()
    told = [most for _, most in found if most]
    return [shop_id for shop_id, _ in found], min(told, default=0)
