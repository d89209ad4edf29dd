"""`dastak canned`: the answers that the team keeps ready, as the console has them under Settings."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.canned import CannedReply
from bot.db.engine import Session
from bot.domain.canned import FIELDS, LONGEST, LONGEST_NAME, SHORTCUT, find_unknown
from bot.domain.faq import FaqChange
from bot.domain.locale import CODES
from bot.domain.sheets.faults import BadTable
from bot.services.canned import keeping, sheet, using
from bot.services.canned.history import KeptDeed
from bot.services.staff import audit
from bot.services.staff.audit import Actor


@click.group()
def canned() -> None:
    """Answers that the team keeps ready for the inbox."""


@canned.command("list")
@click.argument("words", default="")
@of_shop()
def list_canned(words: str, slug: str | None) -> None:
    """All of them, or those that have WORDS in their name, shortcut or text."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = sheet.list_shared(db, shop.merchant_id)
    wanted = words.casefold()
    shown = [row for row in rows if wanted in " ".join((row.name, row.shortcut, *row.texts.values())).casefold()]
    for row in shown:
        shortcut = f"/{row.shortcut}" if row.shortcut else ""
        click.echo(f"{row.id:<6} {row.name:<30} {shortcut:<16} {row.uses:>5} uses  {', '.join(row.texts)}")
    if not rows:
        click.echo("There is none: `dastak canned set NAME LOCALE TEXT`, or `dastak canned import FILE`.")


@canned.command("show")
@click.argument("name")
@of_shop()
def show(name: str, slug: str | None) -> None:
    """The text of an answer in each language, and what uses it."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row = _find(db, shop, name)
        uses = using.find_uses_of_canned(db, shop.merchant_id, None, row.id)
    for locale, text in row.texts.items():
        click.echo(f"{locale:<8} {text}")
    if uses.macros or uses.others:
        click.echo(f"Said by macros: {', '.join(uses.macros) or '-'}, and {uses.others} of people's own.")


@canned.command("set")
@click.argument("name")
@click.argument("locale", type=click.Choice(CODES))
@click.argument("text")
@click.option("--shortcut", default=None, help="What is typed after / for it.")
@of_shop()
def set_canned(name: str, locale: str, text: str, shortcut: str | None, slug: str | None) -> None:
    """Write its text in a language ("" takes it away), and keep it where it is new."""
    _check(name, text, shortcut)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row, deed = _seek(db, shop, name), KeptDeed(None, shop.now())
        texts = {**(row.texts if row else {}), locale: text.strip()}
        wanted: dict[str, object] = {"texts": {code: said for code, said in texts.items() if said}}
        if not wanted["texts"]:
            raise click.ClickException(f"{name} has no other text: `dastak canned drop` takes it away")
        if row is None:
            keeping.keep(
                db, CannedReply, shop.merchant_id, None, wanted | {"name": name, "shortcut": shortcut or ""}, deed
            )
        else:
            more = {} if shortcut is None else {"shortcut": shortcut}
            keeping.change_kept(db, row, row.version, wanted | more, deed)
        _note(db, shop, "change" if row else "add")
    click.echo(f"{name} is kept.")


@canned.command("drop")
@click.argument("name")
@of_shop()
def drop(name: str, slug: str | None) -> None:
    """Keep it no longer; macros that said it go on without, and are named."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, name)
        uses = using.find_uses_of_canned(db, shop.merchant_id, None, row.id)
        keeping.drop_kept(db, row, shop.now())
        _note(db, shop, "delete")
    click.echo(f"{name} is dropped.")
    if uses.macros or uses.others:
        click.echo(f"These macros send nothing now: {', '.join(uses.macros) or '-'}; {uses.others} of people's own.")


@canned.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@of_shop()
def export(file: Path | None, slug: str | None) -> None:
    """Write all of them as CSV into FILE, or to the screen."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        text = sheet.write_canned(sheet.list_shared(db, shop.merchant_id))
    if file is None:
        click.echo(text.removeprefix("\ufeff"), nl=False)
    else:
        file.write_text(text, encoding="utf-8", newline="")


@canned.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and check; store nothing.")
@of_shop()
def import_canned(file: Path, dry_run: bool, slug: str | None) -> None:
    """Take answers out of a CSV FILE with the columns name, shortcut and one a language: all of it, or nothing."""
    try:
        read = sheet.read_canned(file.read_bytes())
    except BadTable as error:
        raise click.ClickException(f"{error}\nNothing was stored.") from error
    with opened(slug) as shop, shop.database.writing.begin() as db:
        done = sheet.take_canned(
            db, shop.merchant_id, read, KeptDeed(None, shop.now(), FaqChange.IMPORTED), dry_run=dry_run
        )
        if not dry_run:
            _note(db, shop, "import")
    stored = " Nothing was stored." if dry_run else ""
    click.echo(f"{done.new} new, {done.changed} changed, {done.same} as they were.{stored}")


def _check(name: str, text: str, shortcut: str | None) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or len(text) > LONGEST:
        raise click.ClickException(f"NAME has 1 to {LONGEST_NAME} letters, TEXT at most {LONGEST}")
    if not SHORTCUT.fullmatch(shortcut or ""):
        raise click.ClickException("--shortcut: up to 20 of a-z, 0-9, - and _, like cod-rules")
    unknown = find_unknown(text)
    if unknown is not None:
        raise click.ClickException(f"there is no field {{{unknown}}}: use one of {', '.join(FIELDS)}")


def _seek(db: Session, shop: Opened, name: str) -> CannedReply | None:
    return next((row for row in sheet.list_shared(db, shop.merchant_id) if row.name == name), None)


def _find(db: Session, shop: Opened, name: str) -> CannedReply:
    row = _seek(db, shop, name)
    if row is None:
        raise click.ClickException(f"the team keeps no answer {name}: see `dastak canned list`")
    return row


def _note(db: Session, shop: Opened, what: str) -> None:
    audit.record(db, Actor(shop.merchant_id), f"canned.{what}", "canned", shop.now())
