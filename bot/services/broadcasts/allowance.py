"""WhatsApp's moving day: how many new people a business portfolio may still write to, and how that splits an audience.

The numbers and shops of a portfolio share it. It is counted from the messages that left as templates, each
conversation once; what failed counts as well, since nobody tells for certain whether it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.db.senders import WhatsAppSender
from bot.db.shop import Merchant

DAY = timedelta(hours=24)
WORTHWHILE = 20  # the share of it, one in so many, that is waited for before some go on


class WhoSays(StrEnum):
    """Where the number of an allowance comes from."""

    SETTING = "setting"  # the shop's own word goes before Twilio's
    TWILIO = "twilio"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """New people of a moving day: `most`, of whom `used` are taken; `free_at`: when there is room again."""

    most: int
    used: int
    free_at: datetime
    who_says: WhoSays = WhoSays.SETTING

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
    ids, most, who = _find_portfolio(db, merchant)
    if not most or not merchant.whatsapp_from:
        return None
    lately = (OutgoingMessage.merchant_id.in_(ids), OutgoingMessage.template_id.is_not(None))
    since = OutgoingMessage.claimed_at > now - DAY
    used = db.scalar(select(func.count(OutgoingMessage.conversation_id.distinct())).where(*lately, since)) or 0
    if used < most:
        return Allowance(most, used, now, who)
    enough = min(used - 1, used - most + most // WORTHWHILE)
    oldest = select(OutgoingMessage.claimed_at).where(*lately, since).order_by(OutgoingMessage.claimed_at)
    first = db.scalars(oldest.offset(max(0, enough)).limit(1)).first()
    return Allowance(most, used, (first or now) + DAY, who)


def find_who_says(db: Session, merchant: Merchant) -> WhoSays:
    """Return who says what a shop's portfolio may do, also that it has no limit."""
    return _find_portfolio(db, merchant)[2]


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


def _find_portfolio(db: Session, merchant: Merchant) -> tuple[list[int], int, WhoSays]:
    """The shops of a shop's portfolio; its allowance, 0 for no limit; and who says so.

    Each shop's setting counts before what Twilio tells of its number; of several the least.
    """
    told = select(WhatsAppSender.allowance).where(
        WhatsAppSender.merchant_id == Merchant.id, WhatsAppSender.number == Merchant.whatsapp_from
    )
    shops = select(Merchant.id, Merchant.portfolio_allowance, told.scalar_subquery())
    mine = Merchant.portfolio == merchant.portfolio if merchant.portfolio else Merchant.id == merchant.id
    found = db.execute(shops.where(mine).order_by(Merchant.id)).all()
    ids = [shop_id for shop_id, _, _ in found]
    for who, numbers in (
        (WhoSays.SETTING, [most for _, most, _ in found if most is not None]),
        (WhoSays.TWILIO, [most for _, _, most in found if most is not None]),
    ):
        if numbers:
            return ids, min((most for most in numbers if most), default=0), who
    return ids, 0, WhoSays.NOBODY
