"""`dastak privacy`: what people asked to see of themselves."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened
from bot.services.privacy import exports


@click.group()
def privacy() -> None:
    """What people asked to see of themselves (Shopify's customers/data_request)."""


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
