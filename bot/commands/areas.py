"""`dastak areas`: where the shop delivers, by the beginning of PIN codes."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.engine import Session
from bot.domain.areas import AreaGiven, BadArea, read_prefix
from bot.domain.sheets.faults import BadTable
from bot.services.catalogue import areas as places
from bot.services.catalogue.delivery_area import BadPin, find_area
from bot.services.staff import audit
from bot.services.staff.audit import Actor

_ALL = 10**6


@click.group()
def areas() -> None:
    """Where the shop delivers, in how many days, and with cash at the door or not."""


@areas.command("list")
@click.argument("begins", default="")
@of_shop()
def list_areas(begins: str, slug: str | None) -> None:
    """Every place, or those whose PIN codes begin with BEGINS."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = places.list_areas(db, shop.merchant_id, read_prefix(begins), limit=_ALL)
    for row in rows:
        days = f"{row.days_min}-{row.days_max} days" if row.served else "not delivered"
        click.echo(f"{row.prefix + '*':<8} {days:<14} {'cash' if row.cod and row.served else ''}".rstrip())
    if not rows:
        click.echo("There is none: `dastak areas set 38* 2 4`, or `dastak areas import FILE`.")


@areas.command("set")
@click.argument("pin")
@click.argument("days_min", type=int)
@click.argument("days_max", type=int)
@click.option("--cod/--no-cod", default=True, help="Whether the courier takes cash there.")
@click.option("--not-served", is_flag=True, help="Nothing is delivered there.")
@of_shop()
def set_area(pin: str, days_min: int, days_max: int, cod: bool, not_served: bool, slug: str | None) -> None:
    """Write a place: `dastak areas set 38* 2 4`; the longest beginning that fits a PIN code decides."""
    area = AreaGiven(read_prefix(pin), days_min, days_max, cod, not not_served)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        there = places.find_written(db, shop.merchant_id, area.prefix)
        try:
            places.write_area(db, shop.merchant_id, area, there.version if there else 0, shop.now())
        except BadArea as error:
            raise click.ClickException(str(error)) from error
        _note(db, shop, "write")
    click.echo(f"{area.prefix}* is written.")


@areas.command("drop")
@click.argument("pin")
@of_shop()
def drop(pin: str, slug: str | None) -> None:
    """Drop a place."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        if not places.drop_area(db, shop.merchant_id, read_prefix(pin), shop.now()):
            raise click.ClickException(f"there is no place {pin}: see `dastak areas list`")
        _note(db, shop, "drop")
    click.echo(f"{pin} is dropped.")


@areas.command("check")
@click.argument("pin")
@of_shop()
def check(pin: str, slug: str | None) -> None:
    """What a customer would be told of a PIN code."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        try:
            found = find_area(db, shop.merchant_id, pin)
        except BadPin as error:
            raise click.ClickException(f"{pin}: is no PIN code: write six digits, like 380015") from error
    cash = ", cash on delivery" if found.cod else ""
    by = f" (by {found.by}*)" if found.by else " (no place fits)"
    told = f"{found.days_min}-{found.days_max} days{cash}" if found.served else "not delivered"
    click.echo(f"{found.pin}: {told}{by}")


@areas.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@of_shop()
def export(file: Path | None, slug: str | None) -> None:
    """Write all places as CSV into FILE, or to the screen."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        text = places.write_areas(places.list_areas(db, shop.merchant_id, limit=_ALL))
    if file is None:
        click.echo(text.removeprefix("\ufeff"), nl=False)
    else:
        file.write_text(text, encoding="utf-8", newline="")


@areas.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Places that the table does not name go.")
@click.option("--dry-run", is_flag=True, help="Read and check; store nothing.")
@of_shop()
def import_areas(file: Path, replace: bool, dry_run: bool, slug: str | None) -> None:
    """Take places out of a CSV FILE with the columns pin, days_min, days_max, cod, served: all of it, or nothing."""
    try:
        read = places.read_areas(file.read_bytes())
    except BadTable as error:
        raise click.ClickException(f"{error}\nNothing was stored.") from error
    with opened(slug) as shop, shop.database.writing.begin() as db:
        done = places.take_areas(db, shop.merchant_id, read, shop.now(), replace=replace, dry_run=dry_run)
        if not dry_run:
            _note(db, shop, "import")
    stored = " Nothing was stored." if dry_run else ""
    click.echo(f"{done.new} new, {done.changed} changed, {done.same} as they were, {done.dropped} dropped.{stored}")


def _note(db: Session, shop: Opened, what: str) -> None:
    audit.record(db, Actor(shop.merchant_id), f"area.{what}", "area", shop.now())
