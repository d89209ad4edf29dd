"""Passing days at the demo shop, with the worker's part played by the test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.db.conversations import Conversation
from bot.db.orders import Order, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer, Identity
from bot.demo import day, passing
from bot.demo.day import Happened
from bot.demo.parts import Part
from bot.demo.passing import DemoDay
from bot.tasks import all_tasks
from tests.fakes import clock_of
from tests.lives.stage import HeardBells

TOKEN = "d" * 32
INDIA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it left: of which rule, to whose phone, on which day by the shop's calendar, and what it said."""

    rule: str
    phone: str
    day: date
    text: str


def heard(bot: Bot) -> Bot:
    """The bot with bells that `work` answers."""
    return replace(bot, bells=HeardBells(clock_of(bot)))


def work(bot: Bot) -> None:
    """Do what workers would with what was rung for."""
    assert isinstance(bot.bells, HeardBells)
    tasks = all_tasks(bot)
    while bells := bot.bells.answer():
        for task, row_id in bells:
            tasks[task].run(row_id)


def pass_day(bot: Bot) -> DemoDay:
    """A day as a worker makes it happen."""
    working = heard(bot)
    return passing.pass_day(working, TOKEN, rest=lambda: work(working))


def store_morning(bot: Bot) -> Happened:
    """The events of the next morning, not applied; the clock stays."""
    with bot.database.writing.begin() as db:
        return day.store_part(db, day.count_next(db, TOKEN, bot.now()), Part.MORNING, bot.now())


def today(bot: Bot) -> date:
    """The day it is at the shop."""
    return bot.now().astimezone(INDIA).date()


def told(bot: Bot) -> list[Told]:
    """Every notice that has left, in the order in which they did."""
    query = (
        select(OutgoingMessage, Identity.value)
        .join(Conversation, Conversation.id == OutgoingMessage.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .join(Identity, Identity.customer_id == Customer.id)
        .where(OutgoingMessage.notice_id.is_not(None), OutgoingMessage.accepted_at.is_not(None))
        .order_by(OutgoingMessage.accepted_at, OutgoingMessage.id)
    )
    with bot.database.reading.begin() as db:
        return [
            Told((row.key or "").removeprefix("notice."), phone, row.accepted_at.astimezone(INDIA).date(), row.text)
            for row, phone in db.execute(query)
            if row.accepted_at
        ]


def events(bot: Bot) -> list[RawEvent]:
    """Every raw event there is."""
    with bot.database.reading.begin() as db:
        return list(db.scalars(select(RawEvent).order_by(RawEvent.id)))


def milestone(bot: Bot, number: str) -> str:
    """Where the order's parcel stands."""
    with bot.database.reading.begin() as db:
        found = select(Parcel.milestone).join(Order, Order.id == Parcel.order_id).where(Order.number == number)
        return db.scalar(found) or ""
