"""`dastak setup`: how far a shop is, from the terminal, until it is live."""

from __future__ import annotations

from pathlib import Path

import click

from bot import own_account
from bot.commands.opening import Opened, of_shop, opened, secret_of, secret_options
from bot.db.shop import Merchant
from bot.ports import SendError
from bot.ports.accounts import AccountFound
from bot.services.accounts import opt_out
from bot.services.connections.vault import Sealed
from bot.services.setup import going_live, notes
from bot.services.setup.steps import NEEDED, SetupStep, StepName, list_unready, read_steps
from bot.services.staff import audit
from bot.ways import Forgotten

_WHATSAPP = click.option("--whatsapp", default=None, help="Its number on WhatsApp; '' for none.")
_SMS = click.option("--sms", default=None, help="Its number for SMS; '' for none.")
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


@setup.group("account", invoke_without_command=True)
@of_shop()
@click.pass_context
def account(context: click.Context, slug: str | None) -> None:
    """Try the account at Twilio that messages leave by, and list its senders; or choose another."""
    if context.invoked_subcommand is not None:
        return
    with opened(slug) as shop:
        with shop.database.reading.begin() as db:
            account_id = db.get_one(Merchant, shop.merchant_id).twilio_account_id
            seen = opt_out.find_seen(db, shop.merchant_id)
        state = (
            f"{'on' if seen.is_on else 'off'}, seen {shop.time(seen.at)}" if seen else "not seen yet: write STOP to it"
        )
        click.echo(f"Advanced Opt-Out: {state}")
        _show(_look(shop, account_id), is_own=account_id is not None)


@account.command()
@click.argument("sid")
@secret_options("token", "The account's Auth Token")
@_WHATSAPP
@_SMS
@of_shop()
def own(
    sid: str, token: str | None, token_file: Path | None, whatsapp: str | None, sms: str | None, slug: str | None
) -> None:
    """Let messages leave by the shop's own account SID; again with another token to change it."""
    given = (sid, secret_of(token, token_file, "Auth Token"))
    with opened(slug) as shop:
        try:
            found = own_account.try_account(shop.bot, *given)
        except (own_account.BadAccount, SendError) as error:
            raise click.ClickException(str(error)) from error
        _use(shop, given, found, whatsapp, sms)


@account.command()
@_WHATSAPP
@_SMS
@of_shop()
def installation(whatsapp: str | None, sms: str | None, slug: str | None) -> None:
    """Let messages leave by the installation's account again."""
    with opened(slug) as shop:
        _use(shop, None, _look(shop, None), whatsapp, sms)


def _look(shop: Opened, account_id: int | None) -> AccountFound:
    try:
        return shop.bot.way(account_id).account.look()
    except (SendError, Sealed, Forgotten) as error:
        raise click.ClickException(f"Twilio does not let us in or does not answer: {error}") from error


def _use(
    shop: Opened, given: tuple[str, str] | None, found: AccountFound, whatsapp: str | None, sms: str | None
) -> None:
    wanted = own_account.AccountWanted(given, found, {"whatsapp_from": whatsapp, "sms_from": sms})
    with shop.database.writing.begin() as db:
        try:
            own_account.use_account(db, shop.bot, audit.Actor(shop.merchant_id), wanted)
        except own_account.BadSender as error:
            raise click.ClickException(str(error)) from error
    _show(found, is_own=given is not None)
    click.echo("Templates have to be approved at this account: `dastak templates push`.")


def _show(found: AccountFound, *, is_own: bool) -> None:
    trial, whose = ", trial" * (found.kind == own_account.TRIAL), "the shop's own" if is_own else "the installation's"
    click.echo(f"{found.name} ({found.state}{trial}), {whose}")
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
