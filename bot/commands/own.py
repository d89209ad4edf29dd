"""`dastak import`, `api-key`, `pulls` and `unconfirmed`: a shop's own data in, and what it has to look at."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.shop import Merchant
from bot.domain.money import to_major
from bot.services.connections import completeness
from bot.services.events import imports
from bot.services.events import own as own_events
from bot.services.orders import cash_on_delivery as waiting
from bot.services.shop import api_keys
from bot.shops.own import orders_sheet
from bot.shops.own.orders_sheet import Read, Shop
from bot.shops.own.sheet import BadSheet
from bot.tasks.names import APPLY

SHOWN_PROBLEMS, LONGEST_LIST = 50, 1000


@click.command("import")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check; store nothing.")
@of_shop()
def import_orders(sheet: Path, dry_run: bool, slug: str | None) -> None:
    """Orders from a CSV file, ours or Shopify's export (docs/connecting.md lists the columns). All of it or nothing."""
    with opened(slug) as shop:
        found = _read(shop, sheet)
        if found.unread:
            click.echo(f"Columns not read: {', '.join(found.unread)}")
        if found.without_phone:
            click.echo(f"{found.without_phone} orders have no phone number: nobody is written to about those.")
        if dry_run:
            click.echo(f"{found.orders} orders can be imported. Nothing was stored.")
            return
        with shop.bot.database.writing.begin() as db:
            own = own_events.connection(db, shop.merchant_id, secrets.token_hex(16), shop.bot.now())
            ids = imports.store(db, own, found.deliveries, shop.bot.now())
        for event_id in ids:
            shop.bot.bells.ring(APPLY, event_id)
        click.echo(f"{found.orders} orders read, {len(ids)} of {len(found.deliveries)} events are new.")


@click.group("api-key")
def api_key() -> None:
    """Keys for the API."""


@api_key.command("create")
@click.option("--name", required=True, help="What will use it, for people.")
@of_shop()
def create_key(name: str, slug: str | None) -> None:
    """Make a key and show it, this once."""
    with opened(slug) as shop:
        with shop.bot.database.writing.begin() as db:
            key_id, key = api_keys.add(db, shop.merchant_id, name, secrets.token_urlsafe(32), shop.bot.now())
        click.echo(f"Key {key_id}, not shown again:\n{key}")


@api_key.command("list")
@of_shop()
def list_keys(slug: str | None) -> None:
    """The shop's keys: id, first letters, name, last use."""
    with opened(slug) as shop, shop.bot.database.reading.begin() as db:
        for one in api_keys.listed(db, shop.merchant_id):
            used = f"used {shop.time(one.used_at)}" if one.used_at else "never used"
            state = f"revoked {one.revoked_at:%d %b %Y}" if one.revoked_at else used
            click.echo(f"{one.id:>4}  {one.hint}…  {one.name:<24} {state}")


@api_key.command("revoke")
@click.argument("key_id", type=int)
@of_shop()
def revoke_key(key_id: int, slug: str | None) -> None:
    """Take a key out of use, at once."""
    with opened(slug) as shop:
        with shop.bot.database.writing.begin() as db:
            if not api_keys.revoke(db, shop.merchant_id, key_id, shop.bot.now()):
                raise click.ClickException(f"no key {key_id} is in use: `dastak api-key list` shows those there are")
        click.echo(f"Key {key_id} is revoked.")


@click.command()
@of_shop()
def pulls(slug: str | None) -> None:
    """How far orders, parcels and messages are complete, whatever webhooks were missed."""
    with opened(slug) as shop, shop.bot.database.reading.begin() as db:
        found = completeness.listed(db, shop.merchant_id)
        for one in found:
            state = f"stands still: {one.error}" if one.error else "going on" if one.under_way else ""
            at = f"complete up to {shop.time(one.complete_until)}"
            click.echo(f"{one.what:<9} {one.source:<40} {at}  {one.found} found  {state}".rstrip())
        if not found:
            click.echo(
                "Nothing is asked of anybody yet: `dastak connect` connects a shop, the scheduler does the rest."
            )


@click.command()
@of_shop()
def unconfirmed(slug: str | None) -> None:
    """Cash-on-delivery orders their customers have not confirmed."""
    with opened(slug) as shop, shop.bot.database.reading.begin() as db:
        for one in waiting.listed(db, shop.merchant_id, 0, LONGEST_LIST):
            asked = f"asked {shop.time(one.asked_at)}" if one.asked_at else "not asked"
            amount = f"{to_major(one.total, one.currency)} {one.currency}"
            click.echo(f"{one.number:<16} {shop.time(one.placed_at)}  {amount:>14}  {one.city:<20} {asked}")
        click.echo(f"{waiting.count(db, shop.merchant_id)} not confirmed")


def _read(shop: Opened, sheet: Path) -> Read:
    with shop.bot.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        ours = Shop(merchant.zone, merchant.country, merchant.currency)
    try:
        return orders_sheet.read(sheet.read_bytes(), ours)
    except BadSheet as error:
        for problem in error.problems[:SHOWN_PROBLEMS]:
            click.echo(problem, err=True)
        count = len(error.problems)
        more = f", the first {SHOWN_PROBLEMS} are shown" if count > SHOWN_PROBLEMS else ""
        raise click.ClickException(f"{count} problem{'s' * (count > 1)}{more}. Nothing was stored.") from error
