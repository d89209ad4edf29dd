"""`dastak audit`: who did what at the shop."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened
from bot.services.staff.audit import AuditWanted, list_entries


@click.command()
@click.option("--action", default="", help="Only what begins so: rule, staff.invite.")
@click.option("--subject", default="", help="Only about this: staff:12.")
@click.option("--limit", default=50, type=click.IntRange(1, 10_000), show_default=True)
@of_shop()
def audit(action: str, subject: str, limit: int, slug: str | None) -> None:
    """Who did what to what, the newest first."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for one in list_entries(db, shop.merchant_id, 2**62, limit, AuditWanted(action, None, subject)):
            who = one.staff.email if one.staff else f"key {one.api_key_id}" if one.api_key_id else "terminal"
            click.echo(f"{shop.time(one.at)}  {who:<28} {one.action:<22} {one.subject}  {one.detail}".rstrip())
