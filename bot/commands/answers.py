"""`dastak answers`: what the shop answers to common questions, from files as the demo shop's are (bot/demo/faq)."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.opening import of_shop, opened
from bot.services.catalogue.answers import FIELDS, BadAnswer, list_entries, read_entries, record_answers
from bot.services.moments.kept import read_kept


@click.group()
def answers() -> None:
    """What the shop answers to common questions."""


@answers.command("load", epilog=f"Fields: {', '.join(f'{{{name}}}' for name in FIELDS)}")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@of_shop()
def load(files: tuple[Path, ...], slug: str | None) -> None:
    """Store the answers of FILES, each named for its locale (en.toml): all of them, or none where one cannot be.

    A text that promises what the shop's settings don't keep is refused; figures are written as fields, and filled in.
    """
    try:
        entries = [entry for file in files for entry in read_entries(file.stem, file.read_text(encoding="utf-8"))]
        with opened(slug) as shop, shop.database.writing.begin() as db:
            new = record_answers(db, shop.merchant_id, entries, read_kept(db, shop.merchant_id))
    except (BadAnswer, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(entries)} answers are stored; {new} of them are new.")


@answers.command("list")
@of_shop()
def list_answers(slug: str | None) -> None:
    """Every topic, and the locales it has an answer in."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        entries = list_entries(db, shop.merchant_id)
    for topic in dict.fromkeys(entry.slug for entry in entries):
        click.echo(f"{topic:<20} {', '.join(entry.locale for entry in entries if entry.slug == topic)}")
