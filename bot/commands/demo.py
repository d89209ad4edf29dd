"""`dastak demo …`: the demo shop goes on living."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.commands.opening import opened_office

if TYPE_CHECKING:
    from bot.bootstrap import Bot
    from bot.demo.passing import DemoDay


@click.group()
def demo() -> None:
    """The demo shop."""


@demo.command()
@click.option("--times", default=1, show_default=True, type=click.IntRange(1, 100), help="How many days.")
def tick(times: int) -> None:
    """A day passes: every order and parcel moves one step on, and customers hear of it."""
    with _bot() as bot:
        for _ in range(times):
            _tell(_next_day(bot))


def _next_day(bot: Bot) -> DemoDay:
    from bot.demo.day import NoDemo, StillDay
    from bot.demo.passing import NoWorker, pass_day

    try:
        return pass_day(bot, secrets.token_hex(16))
    except NoWorker as error:
        _tell(error.passed)
        raise click.ClickException(str(error)) from error
    except (NoDemo, StillDay) as error:
        raise click.ClickException(str(error)) from error


def _tell(passed: DemoDay) -> None:
    click.echo(f"Day {passed.number}")
    for line in passed.lines:
        click.echo(f"  {line}")


@contextmanager
def _bot() -> Iterator[Bot]:
    """Of a simulated system: the cast's numbers belong to somebody, and the real Twilio would reach them."""
    with opened_office() as office:
        if not office.settings.simulated:
            raise click.ClickException("the demo lives in a simulated system only, and TWILIO_* settings say otherwise")
        yield office.bot
