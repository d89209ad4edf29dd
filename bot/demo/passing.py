"""Lets a day pass at the demo: the clock goes on part by part, and in each everything happens that is due by then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.clock import MovableClock, Moving
from bot.db.outgoing import OutgoingMessage
from bot.demo import day
from bot.demo.day import Happened, NoDemo, StillDay
from bot.demo.parts import Part, end_of
from bot.domain.delivery import DeliveryState
from bot.services.moments import record
from bot.tasks.by_clock import keep_anniversaries, notice_lateness, release_held, ring_due_notices
from bot.tasks.names import APPLY

# Seconds: for a worker to apply what happens, for what is told of it to leave, and between two looks.
PATIENCE, LEAVING, LOOK_EVERY = 20.0, 6.0, 0.1


class NoWorker(Exception):
    """The day is stored, and nobody applies its events."""

    def __init__(self, passed: DemoDay) -> None:
        super().__init__("the day is stored and waits for a worker: `make run` starts one")
        self.passed = passed


@dataclass(frozen=True, slots=True)
class DemoDay:
    """A day that has passed: its number from 1, and what happened in it, a line each."""

    number: int
    lines: tuple[str, ...] = ()


def _rest() -> None:
    time.sleep(LOOK_EVERY)


def pass_day(bot: Bot, token: str, rest: Callable[[], object] = _rest) -> DemoDay:
    """Go from now to the next morning; return what happened. `token` names the demo's connection, `rest` is a pause.

    Raises:
        NoDemo: nothing was seeded, or the shop is a real one.
        StillDay: another day is passing, or the events of the one before wait for a worker.
        NoWorker: nobody applies what happens.
    """
    clock = bot.now
    if not isinstance(clock, MovableClock):
        raise NoDemo("the days of a real shop pass by themselves")
    with _alone(clock):
        with bot.database.writing.begin() as db:
            passed = DemoDay(day.count_next(db, token, clock()))
        for part in Part:
            happened = _begin(bot, clock, passed.number, part)
            passed = DemoDay(passed.number, passed.lines + happened.lines)
            for event_id in happened.event_ids:
                bot.bells.ring(APPLY, event_id)
            if not _wait(bot, _is_applied, PATIENCE, rest):
                raise NoWorker(passed)
            for due in (keep_anniversaries, notice_lateness, release_held, ring_due_notices):
                due(bot)
            _wait(bot, _has_left, LEAVING, rest)  # the clock goes on whatever Twilio does
    return passed


@contextmanager
def _alone(clock: MovableClock) -> Iterator[None]:
    try:
        with clock.hold():
            yield
    except Moving:
        raise StillDay from None


def _begin(bot: Bot, clock: MovableClock, number: int, part: Part) -> Happened:
    with bot.database.writing.begin() as db:
        end = end_of(part, clock(), ZoneInfo(day.find_shop(db).zone))
        happened = day.store_part(db, number, part, end)
        clock.move_to(end)  # before anybody sees the events: they are never of a time to come
    return happened


def _wait(bot: Bot, is_so: Callable[[Session, datetime], bool], patience: float, rest: Callable[[], object]) -> bool:
    end = time.monotonic() + patience
    while True:
        with bot.database.reading.begin() as db:
            if is_so(db, bot.now()):
                return True
        if time.monotonic() >= end:
            return False
        rest()


def _is_applied(db: Session, _now: datetime) -> bool:
    return not day.is_going_on(db)


def _has_left(db: Session, now: datetime) -> bool:
    """Whether all that is due is told: no notice waits to be put into words, and no message to leave."""
    due = or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before <= now)
    leaving = (DeliveryState.QUEUED, DeliveryState.SENDING)
    waits = select(OutgoingMessage.id).where(OutgoingMessage.state.in_(leaving), due)
    return not record.list_due(db, now, 1) and db.scalar(waits.limit(1)) is None
