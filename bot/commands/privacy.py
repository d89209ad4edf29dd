"""`dastak privacy`: what people asked to see of themselves, and how long what is kept of them."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened
from bot.domain.retention import OF_A_SHOP, days_in_force, read_days
from bot.services.privacy import exports, retention


@click.group()
def privacy() -> None:
    """What people asked to see of themselves (Shopify's customers/data_request), and how long what is kept."""


@privacy.command("list")
@of_shop()
def list_exports(slug: str | None) -> None:
    """Every document that was made."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for made in exports.list_exports(db, shop.merchant_id):
            handed = f"handed out {made.fetched_at:%Y-%m-%d %H:%M}" if made.fetched_at else "waits"
            click.echo(f"{made.id:6}  {made.made_at:%Y-%m-%d %H:%M}  {handed}")


@privacy.command("show")
@click.argument("export_id", type=int)
@of_shop()
def show_export(export_id: int, slug: str | None) -> None:
    """Print one document (JSON), to be handed to its person within 30 days."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        made = exports.fetch(db, shop.merchant_id, export_id, shop.now())
    if made is None:
        raise click.ClickException(f"there is no export {export_id}: see `dastak privacy list`")
    if not made.document:
        raise click.ClickException("its person was forgotten since, and the document with them")
    click.echo(made.document)


@privacy.command("days")
@of_shop()
def show_days(slug: str | None) -> None:
    """How many days each kind is kept, and who says so; change them by `dastak shop set keep_days`."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        installation = read_days(shop.settings.keep_days)
        of_shop = retention.read_shop_days(db, shop.merchant_id)
    for kind, days in days_in_force(installation, of_shop).items():
        by = "the shop" if kind in of_shop else "KEEP_DAYS" if kind in installation else "default"
        click.echo(f"{kind:<10} {days:>6}  {by}{'' if kind in OF_A_SHOP else ', for all shops'}")
    click.echo("Orders, refunds, requests, ratings, points and the ledger of consent stay.")
