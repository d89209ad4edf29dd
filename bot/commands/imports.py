"""`dastak import`: the orders of a CSV file."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.shop import Merchant
from bot.services.events import own
from bot.shops.own import orders_sheet
from bot.shops.own.order_rows import Shop
from bot.shops.own.orders_sheet import Read
from bot.shops.own.sheet import BadSheet

SHOWN_PROBLEMS = 50
SHOWN_ROWS = 10


@click.command("import")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check; store nothing.")
@of_shop()
def import_orders(sheet: Path, dry_run: bool, slug: str | None) -> None:
    """Orders from a CSV file, ours or Shopify's export (docs/connecting.md lists the columns). All of it or nothing."""
    from bot.tasks.names import APPLY

    with opened(slug) as shop:
        found = _read(shop, sheet)
        if found.unread:
            click.echo(f"Columns not read: {', '.join(found.unread)}")
        if found.without_phone:
            click.echo(f"{found.without_phone} orders have no phone number: nobody is written to about those.")
        if found.unequal:
            click.echo(_not_adding_up(found.unequal))
        if dry_run:
            click.echo(f"{found.orders} orders can be imported. Nothing was stored.")
            return
        with shop.database.writing.begin() as db:
            ours = own.open_connection(db, shop.merchant_id, secrets.token_hex(16), shop.now())
            ids = own.take_sheet(db, ours, found.deliveries, shop.now())
        for event_id in ids:
            shop.bot.bells.ring(APPLY, event_id)
        click.echo(f"{found.orders} orders read, {len(ids)} of {len(found.deliveries)} events are new.")


def _not_adding_up(rows: tuple[int, ...]) -> str:
    named = ", ".join(map(str, rows[:SHOWN_ROWS])) + (" …" if len(rows) > SHOWN_ROWS else "")
    return (
        f"In {len(rows)} orders the items do not come to the total, or what is left to pay or was refunded is more "
        f"than that (rows {named}): delivery, discounts, or a mistake."
    )


def _read(shop: Opened, sheet: Path) -> Read:
    with shop.database.reading.begin() as db:
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
