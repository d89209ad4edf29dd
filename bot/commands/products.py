"""`dastak products` and `dastak offers`: what is known of the shop's goods, and its flat-amount offers, as tables."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.opening import of_shop, opened
from bot.db.shop import Merchant
from bot.domain.product_facts import WANTED
from bot.domain.sheets.faults import BadTable
from bot.services.catalogue import facts, facts_sheet
from bot.services.connections import health, pulls
from bot.services.rewards import offer_list, offer_sheet
from bot.services.staff import audit
from bot.services.staff.audit import Actor

_ALL = 10**6
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Read and check; store nothing.")


@click.group()
def products() -> None:
    """What is known of the shop's goods: care, sizes, warranty, what goes with what."""


@products.command("list")
@click.argument("words", default="")
@click.option("--lacks", type=click.Choice(WANTED), default=None, help="Only those of which this is missing.")
@of_shop()
def list_products(words: str, lacks: str | None, slug: str | None) -> None:
    """Every product, or those with WORDS in title, SKU or category, and what each lacks."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = facts.list_products(db, shop.merchant_id, words, lacks or "", 0, _ALL)
        for row in rows:
            lacking = ", ".join(facts.name_lacking(row))
            click.echo(f"{row.sku:<20} {row.title:<32} {f'lacks {lacking}' if lacking else 'complete'}")
    if not rows:
        click.echo("There is none: `dastak connect …`, or `dastak products import FILE`.")


@products.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@of_shop()
def export_products(file: Path | None, slug: str | None) -> None:
    """Write all products as CSV into FILE, or to the screen."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        currency = db.get_one(Merchant, shop.merchant_id).currency
        rows = facts.list_products(db, shop.merchant_id, "", "", 0, _ALL)
        _write(facts_sheet.write_products(rows, currency), file)


@products.command("import")
@click.argument("file", type=_FILE)
@_DRY_RUN
@of_shop()
def import_products(file: Path, dry_run: bool, slug: str | None) -> None:
    """Take products out of a CSV FILE: an empty cell leaves what is there, "-" empties it; all of it, or nothing."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        currency = db.get_one(Merchant, shop.merchant_id).currency
        try:
            rows = facts_sheet.read_products(file.read_bytes(), currency)
            done = facts_sheet.take_products(db, shop.merchant_id, rows, shop.now(), dry_run=dry_run)
        except BadTable as error:
            raise click.ClickException(f"{error}\nNothing was stored.") from error
        if not dry_run:
            audit.record(db, Actor(shop.merchant_id), "product.import", "product", shop.now())
    _tell(done.new, done.changed, done.same, dry_run)


@products.command("pull")
@of_shop()
def pull_products(slug: str | None) -> None:
    """Read all products of the connected shops once more; what was written here stays. `dastak pulls` shows how far."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        pulls.plan(db, shop.now())
        found = [one for one in health.list_health(db, shop.merchant_id) if one.catalogue is not None]
        for one in found:
            anew = pulls.read_again(db, one.connection, shop.now())
            name = f"{one.connection.kind} {one.connection.account}"
            click.echo(f"{name}: {'read again' if anew else 'is being read already'}")
            if anew:
                audit.record(
                    db, Actor(shop.merchant_id), "connection.catalogue", f"connection:{one.connection.id}", shop.now()
                )
    if not found:
        click.echo("No shop system is connected: `dastak connect …`.")


@click.group()
def offers() -> None:
    """The shop's flat-amount offers."""


@offers.command("list")
@of_shop()
def list_offers(slug: str | None) -> None:
    """Every offer, those that run first."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        currency = db.get_one(Merchant, shop.merchant_id).currency
        rows = offer_list.list_offers(db, shop.merchant_id)
        click.echo(offer_sheet.write_offers(rows, currency).removeprefix("\ufeff"), nl=False)


@offers.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@of_shop()
def export_offers(file: Path, slug: str | None) -> None:
    """Write all offers as CSV into FILE."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        currency = db.get_one(Merchant, shop.merchant_id).currency
        _write(offer_sheet.write_offers(offer_list.list_offers(db, shop.merchant_id), currency), file)


@offers.command("import")
@click.argument("file", type=_FILE)
@_DRY_RUN
@of_shop()
def import_offers(file: Path, dry_run: bool, slug: str | None) -> None:
    """Take offers out of a CSV FILE with the columns code, amount, minimum, ends_on, active; all of it, or nothing."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        try:
            read = offer_sheet.read_offers(file.read_bytes(), db.get_one(Merchant, shop.merchant_id).currency)
        except BadTable as error:
            raise click.ClickException(f"{error}\nNothing was stored.") from error
        done = offer_sheet.take_offers(db, shop.merchant_id, read, shop.now(), dry_run=dry_run)
        if not dry_run:
            audit.record(db, Actor(shop.merchant_id), "offer.import", "offer", shop.now())
    _tell(done.new, done.changed, done.same, dry_run)
    if done.left:
        click.echo(f"Told by the shop's system, and left as they are: {', '.join(done.left)}")


def _write(text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text.removeprefix("\ufeff"), nl=False)
    else:
        file.write_text(text, encoding="utf-8", newline="")


def _tell(new: int, changed: int, same: int, dry_run: bool) -> None:
    click.echo(f"{new} new, {changed} changed, {same} as they were.{' Nothing was stored.' if dry_run else ''}")
