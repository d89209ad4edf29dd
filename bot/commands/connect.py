"""`dastak connect`: shops and carriers connected, listed, renewed and removed."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import click

from bot import connecting
from bot.commands.opening import Opened, of_shop, opened, secret_of, secret_options
from bot.connecting import Connected
from bot.db.connections import Connection
from bot.platforms import PLATFORMS
from bot.ports.platforms import Connecting, Platform, Role
from bot.services.connections import accounts, leaving
from bot.services.events import own as own_events

_GIVEN = ", ".join(face.name for face in PLATFORMS.values() if face.connecting and face.connecting.signing)
CONNECTED = {kind: face for kind, face in PLATFORMS.items() if face.connecting is not None}


@click.group()
def connect() -> None:
    """Connect a shop system or a carrier; running a command again renews what is there."""


@connect.command()
@of_shop("--shop")
def own(slug: str | None) -> None:
    """Your own system, by the API."""
    with opened(slug) as shop:
        with shop.database.writing.begin() as db:
            own_events.open_connection(db, shop.merchant_id, secrets.token_hex(16), shop.now())
        address = f"{shop.settings.public_url}/api/v1"
        click.echo(f"Send events to {address}/events (described at {address}/docs).")
        click.echo("A key: dastak api-key create --name NAME")


@connect.command("list")
@of_shop("--shop")
def list_connections(slug: str | None) -> None:
    """What is connected, with the addresses of the webhooks."""
    with opened(slug) as shop:
        for one in _listed(shop):
            heard = f"heard {shop.time(one.heard_at)}" if one.heard_at else "not heard yet"
            address = (
                connecting.address_of(shop.settings.public_url, one) or f"{shop.settings.public_url}/api/v1/events"
            )
            click.echo(f"{one.kind:<12} {one.account:<32} {one.state:<12} {heard:<24} {address}")


@connect.command()
@click.argument("kind", type=click.Choice(list(CONNECTED)))
@click.option("--account", default=None, help="Which account, where several of this kind are connected.")
@secret_options("secret", f"The new secret ({_GIVEN})")
@of_shop("--shop")
def rotate(kind: str, account: str | None, secret: str | None, secret_file: Path | None, slug: str | None) -> None:
    """Take a new webhook secret; the two before it stay right for the time of the change."""
    with opened(slug) as shop:
        one = _one(shop, kind, account)
        asks = _asks(PLATFORMS[kind])
        new = secret_of(secret, secret_file, "New secret") if asks.signing else secrets.token_hex(24)
        with shop.database.writing.begin() as db:
            accounts.rotate(db, shop.bot.vault, one, new)
        click.echo(f"{kind} {one.account}: the new secret is in force, and the one before it still holds.")
        if asks.on_rotation:
            click.echo(asks.on_rotation.format(secret=new))


@connect.command()
@click.argument("kind", type=click.Choice(list(CONNECTED)))
@click.option("--account", default=None, help="Which account, where several of this kind are connected.")
@of_shop("--shop")
def remove(kind: str, account: str | None, slug: str | None) -> None:
    """Let go of an account: its credentials are forgotten and nothing more is told for it."""
    with opened(slug) as shop:
        one = _one(shop, kind, account)
        with shop.database.writing.begin() as db:
            leaving.leave(db, db.merge(one), shop.now())
        click.echo(f"{kind} {one.account} is disconnected, and what its webhooks say is noted but not followed.")
        click.echo(f"Left to do by hand: delete its webhooks to {connecting.address_of(shop.settings.public_url, one)}")


def _report(shop: Opened, kind: str, done: Connected) -> None:
    click.echo(f"Connected: {done.name}")
    if PLATFORMS[kind].role is Role.SHOP:
        click.echo(f"Webhooks to {done.address}")
        click.echo(f"  registered now: {', '.join(done.made) or 'none, they were there'}")
    if done.refused:
        click.echo(f"  refused (a permission is missing): {', '.join(done.refused)}")
    if done.problem:
        raise click.ClickException(f"its webhooks are not registered: {done.problem}. Run the command again.")
    for warning in connecting.warnings(shop.settings.public_url, kind):
        click.echo(f"Warning: {warning}", err=True)


def _listed(shop: Opened) -> list[Connection]:
    with shop.database.reading.begin() as db:
        return accounts.list_connections(db, shop.merchant_id)


def _one(shop: Opened, kind: str, account: str | None) -> Connection:
    """The connection that is meant."""
    found = [one for one in _listed(shop) if one.kind == kind and account in (None, one.account)]
    if not found:
        raise click.ClickException(f"no {kind} of this name is connected: `dastak connect list` shows what is")
    if len(found) > 1:
        raise click.ClickException(f"say which one with --account: {', '.join(one.account for one in found)}")
    return found[0]


def _asks(face: Platform) -> Connecting:
    """What connecting a platform asks for; every platform of `dastak connect` has it."""
    assert face.connecting is not None
    return face.connecting


def _connector(face: Platform) -> click.Command:
    """`dastak connect KIND`: the options of a platform, as its face lists them."""
    asks = _asks(face)

    def run(slug: str | None, account: str = "", **given: Any) -> None:
        with opened(slug) as shop:
            told = {each.name: secret_of(given[each.name], given[f"{each.name}_file"], each.prompt) for each in secret}
            signing = told[asks.signing.name] if asks.signing else ""
            credentials = {each.name: told[each.name] for each in asks.credentials}
            named = asks.normalised(account) if asks.account else face.kind
            if asks.account_is:
                credentials[asks.account_is] = named
            done = connecting.connect(shop.bot, shop.merchant_id, face.kind, named, signing, credentials)
            _report(shop, face.kind, done)
            click.echo(asks.left_to_do.format(address=done.address, secret=done.secret))

    secret = [*asks.credentials, *([asks.signing] if asks.signing else [])]
    run.__doc__ = asks.summary
    command: Any = of_shop(asks.shop_option)(run)
    for each in reversed(secret):
        command = secret_options(each.name, each.what)(command)
    if asks.account:
        asked = asks.account
        option = click.option(asked.name, "account", required=True, metavar=asked.metavar, help=asked.help)
        command = option(command)
    made: click.Command = click.command(face.kind)(command)
    return made


for _face in CONNECTED.values():
    connect.add_command(_connector(_face))
