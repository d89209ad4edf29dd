"""`dastak dlt`: what of the shop's sentences is registered for SMS in India."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.opening import of_shop, opened
from bot.db.shop import Merchant
from bot.domain.dlt_rows import BadDlt, DltRow
from bot.domain.locale import CODES
from bot.domain.sheets.faults import BadTable
from bot.services.staff import audit
from bot.services.staff.audit import Actor
from bot.services.templates import registering


@click.group()
def dlt() -> None:
    """What is registered for SMS in India; the entity and its headers: `dastak shop set dlt_entity_id …`."""


@dlt.command("list")
@click.option("--missing", is_flag=True, help="Only what cannot leave.")
@click.option("--locale", "locales", multiple=True, type=click.Choice(CODES), help="In this language; else all.")
@of_shop()
def list_texts(missing: bool, locales: tuple[str, ...], slug: str | None) -> None:
    """Every sentence that may leave by SMS: its key, locale, template's id, and why it cannot leave."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        click.echo(f"sms_to_india {merchant.sms_to_india}, entity {merchant.dlt_entity_id or 'none'}")
        for one in registering.list_sentences(db, merchant, locales or CODES, shop.now().date()):
            if one.fault or not missing:
                click.echo(f"{one.key:<30} {one.locale:<8} {one.row.template_id if one.row else '-':<20} {one.fault}")


@dlt.command("set")
@click.argument("key")
@click.argument("locale", type=click.Choice(CODES))
@click.option("--header", required=True, help="One of the shop's, like RANGLI-S.")
@click.option("--template", "template_id", required=True, help="The 19 digits of the content template.")
@click.option("--kind", required=True, help="promotional, service_explicit, service_implicit or transactional.")
@click.option("--text", required=True, help="The registered text to the letter, with {#numeric#} and its like.")
@of_shop()
def set_text(key: str, locale: str, header: str, template_id: str, kind: str, text: str, slug: str | None) -> None:
    """Note what is registered of a sentence in a locale."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = DltRow(key, locale, header.upper(), template_id, kind, text)
        try:
            registering.write_row(db, db.get_one(Merchant, shop.merchant_id), row, shop.now().date())
        except BadDlt as error:
            raise click.ClickException(str(error)) from error
        audit.record(db, Actor(shop.merchant_id), "dlt.write", f"sentence:{key}", shop.now(), locale)
    click.echo(f"{key} in {locale} leaves by SMS to India as registered.")


@dlt.command("drop")
@click.argument("key")
@click.argument("locale")
@of_shop()
def drop_text(key: str, locale: str, slug: str | None) -> None:
    """Note that a sentence is not registered any more."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        if not registering.drop_row(db, shop.merchant_id, key, locale):
            raise click.ClickException(f"nothing is noted of {key} in {locale}: see `dastak dlt list`")
        audit.record(db, Actor(shop.merchant_id), "dlt.drop", f"sentence:{key}", shop.now(), locale)
    click.echo("It is dropped.")


@dlt.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@of_shop()
def export(file: Path | None, slug: str | None) -> None:
    """Write all of it as CSV into FILE, or to the screen, with a text to hand in where nothing is registered."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        rows = registering.list_sentences(db, merchant, CODES, shop.now().date())
        text = registering.write_rows(rows, shop.settings.public_url)
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")


@dlt.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@of_shop()
def import_texts(file: Path, dry_run: bool, slug: str | None) -> None:
    """Take what is registered out of a CSV file, all of it or nothing."""
    try:
        rows = registering.read_table(file.read_bytes())
        with opened(slug) as shop, shop.database.writing.begin() as db:
            merchant = db.get_one(Merchant, shop.merchant_id)
            done = registering.take_rows(db, merchant, rows, shop.now().date(), dry_run=dry_run)
            if not dry_run:
                audit.record(db, Actor(shop.merchant_id), "dlt.import", "sentences", shop.now(), f"{len(rows)} rows")
    except BadTable as error:
        raise click.ClickException(f"{file}: nothing was taken:\n{error}") from error
    click.echo(f"{done.new} new, {done.changed} changed, {done.same} as they were{' (not written)' if dry_run else ''}")
