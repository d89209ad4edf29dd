"""Fills the database with the demo shop, once."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import StoredClock, read_clock
from bot.config import Settings
from bot.db.connections import RawEvent
from bot.db.engine import open_engine, sessions
from bot.db.orders import Order
from bot.db.shop import Merchant
from bot.demo import pictures
from bot.demo.broadcasts import add_broadcasts
from bot.demo.calendar import Calendar
from bot.demo.canned import add_replies
from bot.demo.cast import CAST
from bot.demo.inbox import add_inbox, write_callers
from bot.demo.people import Stage
from bot.demo.segments import add_segments
from bot.demo.shop import SLUG, add_answers, add_areas_and_offers, add_merchant, add_products
from bot.demo.staff import add_staff
from bot.domain.connections import CameBy
from bot.services.desk.inbox_settings import change_settings


def seed(settings: Settings) -> str:
    """Seed the database of these settings as of now; return the sentence to print."""
    engine = open_engine(settings.database_url, bears=None)
    try:
        with sessions(engine).writing.begin() as db:
            _set_clock(db, StoredClock(settings.demo_clock))
            said = seed_shop(db, read_clock(settings)(), settings.twilio_whatsapp_from, settings.twilio_sms_from)
            merchant = db.scalars(select(Merchant).where(Merchant.slug == SLUG)).one()
            merchant.messaging_service_sid = settings.twilio_messaging_service_sid
            pictures.hang(db, merchant, settings.public_url if settings.simulated else "")
            if settings.simulated:
                now = read_clock(settings)()
                said = f"{said}\n{add_staff(db, merchant, secrets.token_urlsafe(12), now)}"
                add_replies(db, merchant, now)
                add_segments(db, merchant, now)
                # What is nobody's yet stays so until one of the people of the demo takes it.
                change_settings(db, merchant.id, 1, {"auto_assign": False}, now)
                add_inbox(db, merchant, settings.media_dir, now)
                add_broadcasts(db, merchant, settings.twilio_account_sid, now)
                write_callers(db, merchant, settings.demo_callers)
            return said.strip()
    finally:
        engine.dispose()


def _set_clock(db: Session, clock: StoredClock) -> None:
    """Let the clock follow the database, which may be another one than it was moved for, or have survived it."""
    passed = db.scalar(select(func.max(RawEvent.received_at)).where(RawEvent.came_by == CameBy.DEMO))
    if passed is None:
        clock.begin_again()
    else:
        clock.move_to(passed)


def seed_shop(db: Session, now: datetime, whatsapp_from: str | None, sms_from: str | None) -> str:
    """Add the demo shop as of `now`; a shop that is there keeps its orders, their dates and its changed answers.

    Of a shop that is there, only the numbers customers write to follow the settings (it could not be reached
    otherwise) and answers in a locale that had none are added.
    """
    merchant = db.scalar(select(Merchant).where(Merchant.slug == SLUG))
    if merchant:
        return _seed_again(db, merchant, whatsapp_from, sms_from)
    merchant = add_merchant(db, whatsapp_from, sms_from)
    calendar = Calendar(now, ZoneInfo(merchant.zone))
    products = add_products(db, merchant)
    add_areas_and_offers(db, merchant, calendar)
    answers = add_answers(db, merchant)
    Stage(db, merchant, products, calendar).add_everybody()
    return (
        f"{merchant.name} is open: {len(CAST.people)} customers, {len(CAST.purchases)} orders, "
        f"{len(products)} products, {answers} answers, as of {calendar.day(0)}."
    )


def _seed_again(db: Session, merchant: Merchant, whatsapp_from: str | None, sms_from: str | None) -> str:
    changes = []
    if (merchant.whatsapp_from, merchant.sms_from) != (whatsapp_from, sms_from):
        merchant.whatsapp_from, merchant.sms_from = whatsapp_from, sms_from
        changes.append("its numbers follow the settings")
    answers = add_answers(db, merchant)
    if answers:
        changes.append(f"{answers} answers are new")
    # Asha's parcel was out for delivery on the day of the first seeding.
    first = db.scalar(select(Order.promised_on).where(Order.merchant_id == merchant.id, Order.number == "1042"))
    said = f"{merchant.name} is here already, as of {first}; " + (", ".join(changes) or "nothing was changed")
    return f"{said}. For today's dates, start with an empty database."
