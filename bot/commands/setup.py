"""`dastak setup`: how far a shop is, from the terminal, until it is live."""

from __future__ import annotations

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.ports import SendError
from bot.services.setup import going_live, notes
from bot.services.setup.steps import NEEDED, SetupStep, StepName, list_unready, read_steps
from bot.services.staff import audit

_STEP = click.Choice([step.value for step in StepName if step not in NEEDED])


@click.group("setup")
def setup() -> None:
    """Setting a shop up: how far it is, what its account has, and live."""


@setup.command("show")
@of_shop()
def show_setup(slug: str | None) -> None:
    """Every step: done, left for later, or what is missing."""
    with opened(slug) as shop:
        for step in _steps(shop):
            state = "done" if step.done else "left for later" if step.skipped else f"missing: {', '.join(step.missing)}"
            click.echo(f"{step.name:<10} {state}")


@setup.command("skip")
@click.argument("step", type=_STEP)
@click.option("--again", is_flag=True, help="Take it up again.")
@of_shop()
def skip_step(step: str, again: bool, slug: str | None) -> None:
    """Leave a step for later."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        notes.leave_step(db, shop.merchant_id, step, not again, shop.now())
    click.echo(f"{step} is {'taken up again' if again else 'left for later'}.")


@setup.command("account")
@of_shop()
def show_account(slug: str | None) -> None:
    """Try the account at Twilio, and list its senders."""
    with opened(slug) as shop:
        try:
            found = shop.bot.account.look()
        except SendError as error:
            raise click.ClickException(f"Twilio does not let us in or does not answer: {error}") from error
        click.echo(f"{found.name} ({found.state})")
        for one in found.senders:
            more = ", ".join(filter(None, (one.quality, one.limit, one.webhook or "no webhook")))
            click.echo(f"{one.channel:<9} {one.number:<18} {one.state:<9} {more}")


@setup.command("live")
@click.option("--off", is_flag=True, help="Hold all notices back again.")
@of_shop()
def go_live(off: bool, slug: str | None) -> None:
    """Let the shop's customers hear from it unasked."""
    with opened(slug) as shop:
        unready = [] if off else list_unready(_steps(shop))
        if unready:
            raise click.ClickException(f"something is missing first: {', '.join(unready)}: see `dastak setup show`")
        with shop.database.writing.begin() as db:
            going_live.set_live(db, shop.merchant_id, not off)
            terminal = audit.Actor(shop.merchant_id)
            audit.record(db, terminal, "setup.live", "settings:shop", shop.now(), "off" if off else "on")
    click.echo("No notices leave." if off else "The shop is live.")


def _steps(shop: Opened) -> list[SetupStep]:
    with shop.database.reading.begin() as db:
        return read_steps(db, shop.merchant_id, shop.settings.twilio_account_sid)
