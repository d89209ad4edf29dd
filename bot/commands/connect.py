"""`dastak connect`: shops and carriers connected, listed, renewed and removed."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from bot import connecting
from bot.commands.opening import Opened, of_shop, opened, secret_of, secret_options
from bot.connecting import Connected
from bot.db.connections import Connection
from bot.services.connections import accounts, leaving
from bot.services.events import own as own_events

KINDS = ("shopify", "woocommerce", "shiprocket", "aftership")
# Whose webhook secret we make up, and the merchant pastes; the others give us theirs.
OURS = ("woocommerce", "shiprocket")
_SHIPROCKET_PANEL = "Shiprocket: Settings > API > Webhooks: paste the address, choose the token header x-api-key with"


@click.group()
def connect() -> None:
    """Connect a shop system or a carrier; running a command again renews what is there."""


@connect.command()
@click.option("--shop", "domain", required=True, metavar="DOMAIN", help="rangoli.myshopify.com")
@secret_options("token", "The Admin API's access token (shpat_…)")
@secret_options("secret", "The app's client secret")
@of_shop("--shop-slug")
def shopify(
    domain: str,
    token: str | None,
    token_file: Path | None,
    secret: str | None,
    secret_file: Path | None,
    slug: str | None,
) -> None:
    """Shopify, by an app's access token."""
    with opened(slug) as shop:
        given = {"token": secret_of(token, token_file, "Access token")}
        signing = secret_of(secret, secret_file, "Client secret")
        account = connecting.shopify_domain(domain)
        done = connecting.connect(shop.bot, shop.merchant_id, "shopify", account, signing, given)
        _report(shop, "shopify", done)
        click.echo("Left to do by hand, in the Partner dashboard (API access > Compliance webhooks), this address for")
        click.echo(f"  customers/data_request, customers/redact and shop/redact:\n  {done.address}")


@connect.command()
@click.option("--url", required=True, metavar="URL", help="https://shop.example.in")
@secret_options("key", "The REST API's consumer key (ck_…)")
@secret_options("secret", "The REST API's consumer secret (cs_…)")
@of_shop("--shop")
def woocommerce(
    url: str, key: str | None, key_file: Path | None, secret: str | None, secret_file: Path | None, slug: str | None
) -> None:
    """WooCommerce, by a REST key with the right to read and write."""
    with opened(slug) as shop:
        given = {
            "key": secret_of(key, key_file, "Consumer key"),
            "secret": secret_of(secret, secret_file, "Consumer secret"),
        }
        account = connecting.site_url(url)
        _report(shop, "woocommerce", connecting.connect(shop.bot, shop.merchant_id, "woocommerce", account, "", given))
        click.echo("Nothing is left to do by hand.")


@connect.command()
@click.option("--email", required=True, help="Of an API user (Settings > API > Configure), not your own login.")
@secret_options("password", "The API user's password")
@of_shop("--shop")
def shiprocket(email: str, password: str | None, password_file: Path | None, slug: str | None) -> None:
    """Shiprocket, by an API user."""
    with opened(slug) as shop:
        given = {"email": email.strip(), "password": secret_of(password, password_file, "Password")}
        done = connecting.connect(shop.bot, shop.merchant_id, "shiprocket", given["email"], "", given)
        _report(shop, "shiprocket", done)
        click.echo(
            f"Left to do by hand, at {_SHIPROCKET_PANEL}\n  address    {done.address}\n  x-api-key  {done.secret}"
        )


@connect.command()
@secret_options("secret", "The webhook secret AfterShip shows")
@of_shop("--shop")
def aftership(secret: str | None, secret_file: Path | None, slug: str | None) -> None:
    """AfterShip, by its webhook secret; there is nothing to check it with before the first webhook comes."""
    with opened(slug) as shop:
        signing = secret_of(secret, secret_file, "Webhook secret")
        done = connecting.connect(shop.bot, shop.merchant_id, "aftership", "aftership", signing, {})
        _report(shop, "aftership", done)
        click.echo(f"Left to do by hand, at AfterShip > Settings > Webhooks: paste the address\n  {done.address}")


@connect.command()
@of_shop("--shop")
def own(slug: str | None) -> None:
    """Your own system, by the API."""
    with opened(slug) as shop:
        with shop.bot.database.writing.begin() as db:
            own_events.connection(db, shop.merchant_id, secrets.token_hex(16), shop.bot.now())
        address = f"{shop.bot.settings.public_url}/api/v1"
        click.echo(f"Send events to {address}/events (described at {address}/docs).")
        click.echo("A key: dastak api-key create --name NAME")


@connect.command("list")
@of_shop("--shop")
def list_connections(slug: str | None) -> None:
    """What is connected, with the addresses of the webhooks."""
    with opened(slug) as shop:
        for one in _listed(shop):
            heard = f"heard {shop.time(one.heard_at)}" if one.heard_at else "not heard yet"
            address = connecting.address_of(shop.bot, one) or f"{shop.bot.settings.public_url}/api/v1/events"
            click.echo(f"{one.kind:<12} {one.account:<32} {one.state:<12} {heard:<24} {address}")


@connect.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--account", default=None, help="Which account, where several of this kind are connected.")
@secret_options("secret", "The new secret (Shopify, AfterShip)")
@of_shop("--shop")
def rotate(kind: str, account: str | None, secret: str | None, secret_file: Path | None, slug: str | None) -> None:
    """Take a new webhook secret; the two before it stay right for the time of the change."""
    with opened(slug) as shop:
        one = _one(shop, kind, account)
        new = secrets.token_hex(24) if kind in OURS else secret_of(secret, secret_file, "New secret")
        with shop.bot.database.writing.begin() as db:
            accounts.rotate(db, shop.bot.vault, one, new)
        click.echo(f"{kind} {one.account}: the new secret is in force, and the one before it still holds.")
        if kind == "woocommerce":
            click.echo(
                "Left to do by hand, at WooCommerce > Settings > Advanced > Webhooks: in each of ours, the secret"
            )
        if kind == "shiprocket":
            click.echo(f"Left to do by hand, at {_SHIPROCKET_PANEL}")
        if kind in OURS:
            click.echo(f"  {new}")


@connect.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--account", default=None, help="Which account, where several of this kind are connected.")
@of_shop("--shop")
def remove(kind: str, account: str | None, slug: str | None) -> None:
    """Let go of an account: its credentials are forgotten and nothing more is told for it."""
    with opened(slug) as shop:
        one = _one(shop, kind, account)
        with shop.bot.database.writing.begin() as db:
            leaving.leave(db, db.merge(one), shop.bot.now())
        click.echo(f"{kind} {one.account} is disconnected, and what its webhooks say is noted but not followed.")
        click.echo(f"Left to do by hand: delete its webhooks to {connecting.address_of(shop.bot, one)}")


def _report(shop: Opened, kind: str, done: Connected) -> None:
    click.echo(f"Connected: {done.name}")
    if kind in connecting.SHOPS:
        click.echo(f"Webhooks to {done.address}")
        click.echo(f"  registered now: {', '.join(done.made) or 'none, they were there'}")
    if done.refused:
        click.echo(f"  refused (a permission is missing): {', '.join(done.refused)}")
    if done.problem:
        raise click.ClickException(f"its webhooks are not registered: {done.problem}. Run the command again.")
    for warning in connecting.warnings(shop.bot.settings.public_url, kind):
        click.echo(f"Warning: {warning}", err=True)


def _listed(shop: Opened) -> list[Connection]:
    with shop.bot.database.reading.begin() as db:
        return accounts.listed(db, shop.merchant_id)


def _one(shop: Opened, kind: str, account: str | None) -> Connection:
    """The connection that is meant."""
    found = [one for one in _listed(shop) if one.kind == kind and account in (None, one.account)]
    if not found:
        raise click.ClickException(f"no {kind} of this name is connected: `dastak connect list` shows what is")
    if len(found) > 1:
        raise click.ClickException(f"say which one with --account: {', '.join(one.account for one in found)}")
    return found[0]
