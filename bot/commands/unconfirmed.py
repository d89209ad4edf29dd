"""`dastak unconfirmed`: cash-on-delivery orders that wait for their customers."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened
from bot.domain.money import to_major
from bot.services.orders import cash_on_delivery

LONGEST_LIST = 1000


@click.command()
@of_shop()
def unconfirmed(slug: str | None) -> None:
    """Cash-on-delivery orders their customers have not confirmed."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for one in cash_on_delivery.list_unconfirmed(db, shop.merchant_id, 0, LONGEST_LIST):
            asked = f"asked {shop.time(one.asked_at)}" if one.asked_at else "not asked"
            amount = f"{to_major(one.to_pay, one.currency)} {one.currency}"
            click.echo(f"{one.number:<16} {shop.time(one.placed_at)}  {amount:>14}  {one.city:<20} {asked}")
        click.echo(f"{cash_on_delivery.count_unconfirmed(db, shop.merchant_id)} not confirmed")
