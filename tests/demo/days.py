"""Passing days at the demo shop, with the worker's part played by the test."""

from __future__ import annotations

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.db.orders import Order, Parcel
from bot.demo.day import DemoDay, tick
from bot.tasks.events import apply_event
from tests.fakes import clock_of

TOKEN = "d" * 32


def store_day(bot: Bot) -> DemoDay:
    """The next day's events, not applied."""
    with bot.database.writing.begin() as db:
        return tick(db, TOKEN, bot.now())


def pass_day(bot: Bot) -> DemoDay:
    """A day as a worker makes it happen."""
    clock_of(bot).advance(minutes=2)
    day = store_day(bot)
    for event_id in day.event_ids:
        apply_event(bot, event_id)
    return day


def events(bot: Bot) -> list[RawEvent]:
    """Every raw event there is."""
    with bot.database.reading.begin() as db:
        return list(db.scalars(select(RawEvent).order_by(RawEvent.id)))


def milestone(bot: Bot, number: str) -> str:
    """Where the order's parcel stands."""
    with bot.database.reading.begin() as db:
        found = select(Parcel.milestone).join(Order, Order.id == Parcel.order_id).where(Order.number == number)
        return db.scalar(found) or ""
