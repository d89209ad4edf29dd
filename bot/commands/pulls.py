"""`dastak pulls`: how far orders, products, parcels and messages are complete."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened
from bot.ports.platforms import Pulled
from bot.services.connections import completeness


@click.command()
@of_shop()
def pulls(slug: str | None) -> None:
    """How far orders, products, parcels and messages are complete, whatever webhooks were missed."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = completeness.list_reaches(db, shop.merchant_id)
        for one in found:
            going = f"going on, {one.seen} of {one.total or '?'}" if one.what == Pulled.PRODUCTS else "going on"
            state = f"stands still: {one.error}" if one.error else going if one.under_way else ""
            at = f"complete up to {shop.time(one.complete_until)}" if one.complete_until else "not complete yet"
            click.echo(f"{one.what:<9} {one.source:<40} {at}  {one.found} found  {state}".rstrip())
        if not found:
            click.echo(
                "Nothing is asked of anybody yet: `dastak connect` connects a shop, the scheduler does the rest."
            )
