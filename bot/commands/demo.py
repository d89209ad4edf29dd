"""`dastak demo …`: the demo shop goes on living."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.commands.opening import opened_bot

if TYPE_CHECKING:
    from bot.bootstrap import Bot
    from bot.demo.day import DemoDay

PATIENCE, LOOK_EVERY = 30.0, 0.2  # seconds for a worker to apply a day


@click.group()
def demo() -> None:
    """The demo shop."""


@demo.command()
@click.option("--times", default=1, show_default=True, type=click.IntRange(1, 100), help="How many days.")
def tick(times: int) -> None:
    """A day passes: every order and parcel moves one step on, and customers hear of it."""
    with _bot() as bot:
        for _ in range(times):
            passed = _next_day(bot)
            click.echo(f"Day {passed.number}")
            for line in passed.lines:
                click.echo(f"  {line}")
            # The next day follows from where this one left everything.
            if not _over(bot):
                raise click.ClickException("the day is stored and waits for a worker: `make run` starts one")


def _next_day(bot: Bot) -> DemoDay:
    from bot.demo.day import NoDemo, StillDay
    from bot.demo.day import tick as pass_day
    from bot.tasks.names import APPLY

    try:
        with bot.database.writing.begin() as db:
            passed = pass_day(db, secrets.token_hex(16), bot.now())
    except (NoDemo, StillDay) as error:
        raise click.ClickException(str(error)) from error
    for event_id in passed.event_ids:
        bot.bells.ring(APPLY, event_id)
    return passed


def _over(bot: Bot) -> bool:
    from bot.demo.day import is_going_on

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with bot.database.reading.begin() as db:
            if not is_going_on(db):
                return True
        time.sleep(LOOK_EVERY)
    return False


@contextmanager
def _bot() -> Iterator[Bot]:
    """Of a simulated system: the cast's numbers belong to somebody, and the real Twilio would reach them."""
    with opened_bot() as bot:
        if not bot.settings.simulated:
            raise click.ClickException("the demo lives in a simulated system only, and TWILIO_* settings say otherwise")
        yield bot
