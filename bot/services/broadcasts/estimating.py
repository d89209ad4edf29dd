"""What a draft would cost, when its last message would leave, and ten of the people it would go to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain import cost
from bot.domain.broadcasts import BroadcastState
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.hours import opens_at
from bot.domain.prices import limit_on, tax_on
from bot.services.broadcasts.allowance import DayShare, find_allowance, plan_days
from bot.services.broadcasts.audience import select_audience
from bot.services.broadcasts.billing import estimate_message_fee
from bot.services.broadcasts.draft import list_missing
from bot.services.broadcasts.launch import UNDO_FOR
from bot.services.broadcasts.plan import OWN_HOUR_WITHIN
from bot.services.broadcasts.refusing import StartRefusal, list_refusals
from bot.services.templates import choosing

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """By our estimate, millionths of the shop's currency: what one person costs and all of them, what Twilio takes for
    itself, the tax on both, and all of it; when the first and the last message leave if nothing holds them up; who gets
    it on which day, where WhatsApp's allowance splits it.
    """

    price_micros: int
    cost_micros: int
    fee_micros: int
    tax_micros: int
    taxed_micros: int
    first_at: datetime
    last_at: datetime
    days: tuple[DayShare, ...]


def estimate_draft(
    db: Session, merchant: Merchant, row: Broadcast, people: int, account: str, now: datetime
) -> Estimate:
    """Estimate what a draft costs for so many people, and when it is done."""
    day = now.date()
    ready = row.key and choosing.find_ready(db, merchant, account, row.key, row.fallback_locale or merchant.locale)
    purpose = ready.category.lower() if ready else str(Purpose.MARKETING)
    price = cost.estimate_micros(Channel.WHATSAPP, purpose, "", False, True, merchant.prices, day)
    fee = estimate_message_fee(people, merchant.currency, day) if merchant.whatsapp_from else 0
    tax = tax_on(day, price * people + fee)
    begins = max(row.starts_at or now + UNDO_FOR, now)
    first = opens_at(begins, merchant.zone, merchant.marketing_from, merchant.marketing_until) or begins
    hours = (row.pilot_hours if row.pilot_percent else 0) + (OWN_HOUR_WITHIN if row.at_own_hour else 0)
    days = plan_days(find_allowance(db, merchant, now), people, first)
    newest = days[-1].people if days else 0
    per_second = merchant.whatsapp_per_second or limit_on(day, "whatsapp_per_second")
    last = (days[-1].begins_at if days else first) + timedelta(hours=hours, seconds=newest // per_second)
    # What its hours leave for another day leaves then.
    last = opens_at(last, merchant.zone, merchant.marketing_from, merchant.marketing_until) or last
    return Estimate(price, price * people, fee, tax, price * people + fee + tax, first, last, days)


def list_hindrances(db: Session, row: Broadcast, account: str, people: int, now: datetime) -> list[StartRefusal]:
    """List the rules that forbid the start of a draft as it is now; a draft that is not whole has none yet."""
    if row.state != BroadcastState.DRAFT or list_missing(db, row):
        return []
    return list_refusals(db, row, account, people, row.starts_at or now + UNDO_FOR, now)


def list_sample(db: Session, row: Broadcast, now: datetime) -> list[Customer]:
    """List the ten newest people whom a draft's audience finds now."""
    if not row.audience:
        return []
    found = select_audience(db, row.merchant_id, row.audience, now).subquery().c
    newest = select(Customer).where(Customer.id.in_(select(found.id))).order_by(Customer.id.desc()).limit(SHOWN)
    return list(db.scalars(newest))
