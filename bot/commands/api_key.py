"""`dastak api-key`: the keys programs use the API with."""

from __future__ import annotations

import secrets

import click

from bot.commands.opening import of_shop, opened
from bot.domain.access import FIRST_SCOPES, KEY_SCOPES, Permission
from bot.services.shop import api_keys
from bot.services.staff import audit


@click.group("api-key")
def api_key() -> None:
    """Keys for the API."""


@api_key.command("create")
@click.option("--name", required=True, help="What will use it, for people.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(sorted(scope.value for scope in KEY_SCOPES)),
    help="What it may do, as often as needed; without any: tell events, see what became of them, list orders.",
)
@of_shop()
def create_key(name: str, scopes: tuple[str, ...], slug: str | None) -> None:
    """Make a key and show it, this once."""
    may = [Permission(scope) for scope in scopes] or FIRST_SCOPES
    with opened(slug) as shop:
        with shop.database.writing.begin() as db:
            key_id, key = api_keys.add(db, shop.merchant_id, name, secrets.token_urlsafe(32), shop.now(), may)
            scopes_told = " ".join(sorted(may))
            audit.record(db, audit.Actor(shop.merchant_id), "api_key.add", f"api_key:{key_id}", shop.now(), scopes_told)
        click.echo(f"Key {key_id}, not shown again:\n{key}")


@api_key.command("list")
@of_shop()
def list_keys(slug: str | None) -> None:
    """The shop's keys: id, first letters, name, last use."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for one in api_keys.list_keys(db, shop.merchant_id):
            used = f"used {shop.time(one.used_at)}" if one.used_at else "never used"
            state = f"revoked {one.revoked_at:%d %b %Y}" if one.revoked_at else used
            click.echo(f"{one.id:>4}  {one.hint}…  {one.name:<24} {state}")


@api_key.command("revoke")
@click.argument("key_id", type=int)
@of_shop()
def revoke_key(key_id: int, slug: str | None) -> None:
    """Take a key out of use, at once."""
    with opened(slug) as shop:
        with shop.database.writing.begin() as db:
            if not api_keys.revoke(db, shop.merchant_id, key_id, shop.now()):
                raise click.ClickException(f"no key {key_id} is in use: `dastak api-key list` shows those there are")
            audit.record(db, audit.Actor(shop.merchant_id), "api_key.revoke", f"api_key:{key_id}", shop.now())
        click.echo(f"Key {key_id} is revoked.")
