"""`dastak kept`: what Twilio sent and nobody could understand, and reading it once more."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened, opened_office
from bot.domain.hidden_forms import hide_fields

LIMIT = 50


@click.group()
def kept() -> None:
    """What Twilio sent and nobody could understand."""


@kept.command("list")
@click.option("--limit", default=LIMIT, show_default=True, type=click.IntRange(1, 10_000), help="How many.")
@click.option("--all-shops", is_flag=True, help="Of every shop, and what is of no shop's number.")
@of_shop()
def list_requests(limit: int, all_shops: bool, slug: str | None) -> None:
    """The newest first: id, when (UTC), door, reason. No customer's data."""
    from bot.api.asked import LARGEST_ID
    from bot.services.chat import unread

    with opened_office() as office, office.database.reading.begin() as db:
        merchant_id = None if all_shops else _shop_id(slug)
        for one in unread.list_unread(db, merchant_id, LARGEST_ID, limit):
            when = one.received_at.strftime("%Y-%m-%d %H:%M:%S")
            click.echo(f"{one.id:>8}  {when}  {unread.name_door(one):<8} {one.reason}")


@kept.command()
@click.argument("kept_id", type=int)
@click.option("--hidden", is_flag=True, help="Without what is of a person, as agents see it.")
def show(kept_id: int, hidden: bool) -> None:
    """The fields of one request, with all that they say of customers."""
    from bot.services.chat import unread

    with opened_office() as office, office.database.reading.begin() as db:
        row = unread.find_unread(db, None, kept_id)
        if row is None:
            raise click.ClickException(f"there is no kept request {kept_id}: `dastak kept list` shows those there are")
        fields = unread.read_fields(row.body)
        click.echo(f"{row.path.partition('?')[0]}: {row.reason}")
        for name, value in (hide_fields(fields) if hidden else fields).items():
            click.echo(f"{name}: {value}")
        if not row.body:
            click.echo("(it was understood)" if row.settled_at else "(what it said was forgotten after 30 days)")


@kept.command()
@click.argument("ids", type=int, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Everything that waits.")
def replay(ids: tuple[int, ...], everything: bool) -> None:
    """Read requests once more; what they brought before is not brought twice."""
    from bot.api.asked import LARGEST_ID
    from bot.services.chat import unread
    from bot.tasks.twilio_intake import read_again

    if bool(ids) == everything:
        raise click.UsageError("give the ids of requests, or --all")
    with opened_office() as office:
        with office.database.reading.begin() as db:
            waiting = unread.list_unread(db, None, LARGEST_ID, 10_000) if everything else ()
            meant = ids or tuple(one.id for one in reversed(waiting))
        became = [read_again(office.bot, one) for one in meant]
    click.echo(f"{became.count(True)} understood, {became.count(False)} still not")
    if gone := [str(one) for one, how in zip(meant, became, strict=True) if how is None]:
        click.echo(f"not read (unknown, understood already, or forgotten): {', '.join(gone)}")


def _shop_id(slug: str | None) -> int:
    with opened(slug) as shop:
        return shop.merchant_id
