"""`dastak answers`: what the shop answers to common questions: from files, from the starter set, and back again."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.faq import FaqChange
from bot.domain.locale import CODES
from bot.domain.sheets.faults import BadTable
from bot.services.catalogue.answers import FIELDS, BadAnswer, read_entries, record_answers
from bot.services.catalogue.faq import history, sheet, starter, topics, uses
from bot.services.catalogue.faq.topics import FaqDeed, TopicMovedOn
from bot.services.moments.kept import read_kept
from bot.services.staff import audit
from bot.services.staff.audit import Actor

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def answers() -> None:
    """What the shop answers to common questions."""


@answers.command("load", epilog=f"Fields: {', '.join(f'{{{name}}}' for name in FIELDS)}")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@of_shop()
def load(files: tuple[Path, ...], slug: str | None) -> None:
    """Store the answers of FILES, each named for its locale (en.toml): all of them, or none where one cannot be.

    A text that promises what the shop's settings don't keep is refused; figures are written as fields, and filled in.
    """
    try:
        entries = [entry for file in files for entry in read_entries(file.stem, file.read_text(encoding="utf-8"))]
        with opened(slug) as shop, shop.database.writing.begin() as db:
            kept = read_kept(db, shop.merchant_id)
            new = record_answers(db, shop.merchant_id, entries, kept, _note(db, shop, FaqChange.IMPORTED, "import"))
    except (BadAnswer, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(entries)} answers are stored; {new} of them are new.")


@answers.command("list")
@of_shop()
def list_answers(slug: str | None) -> None:
    """Every topic, the locales it has an answer in, and how often it was the answer in the last 30 days."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = topics.list_topics(db, shop.merchant_id)
        counted = uses.count_uses(db, shop.merchant_id, shop.now())
    for topic in found:
        click.echo(f"{topic.slug:<20} {counted.get(topic.slug, 0):>5}  {', '.join(topic.texts)}")
    if not found:
        click.echo("There is none: `dastak answers start` writes the starter set.")


@answers.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@of_shop()
def export(file: Path | None, slug: str | None) -> None:
    """Write all answers as CSV into FILE, or to the screen."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        text = sheet.write_answers(topics.list_topics(db, shop.merchant_id))
    if file is None:
        click.echo(text.removeprefix("\ufeff"), nl=False)
    else:
        file.write_text(text, encoding="utf-8", newline="")


@answers.command("import")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Read and check; store nothing.")
@of_shop()
def import_answers(file: Path, dry_run: bool, slug: str | None) -> None:
    """Take answers out of a CSV FILE, as `export` writes it: all of it, or nothing where a row cannot be."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        try:
            told = sheet.read_answers(file.read_bytes(), read_kept(db, shop.merchant_id))
        except BadTable as error:
            raise click.ClickException(f"{error}\nNothing was stored.") from error
        if dry_run:
            click.echo(f"{len(told)} topics can be taken. Nothing was stored.")
            return
        done = topics.write_topics(db, shop.merchant_id, told, _note(db, shop, FaqChange.IMPORTED, "import"))
    _tell(done)


@answers.command("start")
@click.argument("names", nargs=-1)
@click.option("--locale", "locales", multiple=True, type=click.Choice(CODES), help="Only these; may be given twice.")
@click.option("--dry-run", is_flag=True, help="Show what there is, and what is missing; store nothing.")
@of_shop()
def start(names: tuple[str, ...], locales: tuple[str, ...], dry_run: bool, slug: str | None) -> None:
    """Write the starter set, or the topics NAMES of it, for this shop's settings; its own words stay as they are."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        merchant, kept = db.get_one(Merchant, shop.merchant_id), read_kept(db, shop.merchant_id)
        if dry_run:
            for one in starter.list_starters(db, merchant, kept):
                state = f"needs {one.missing}" if one.missing else one.state
                click.echo(f"{one.slug:<20} {state:<24} {one.texts['en'].answer}")
            return
        deed = _note(db, shop, FaqChange.STARTED, "start")
        done = starter.start_answers(db, merchant, names or None, locales or CODES, kept, deed)
        missing = [one for one in starter.list_starters(db, merchant, kept) if one.missing]
    _tell(done)
    for one in missing:
        click.echo(f"  {one.slug} needs {one.missing}: set it, and run this again")


@answers.command("history")
@click.argument("topic", required=False)
@of_shop()
def show_history(topic: str | None, slug: str | None) -> None:
    """The newest changes, or the versions of a TOPIC."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        if topic is not None:
            for version in history.list_versions(db, shop.merchant_id, topic):
                locales = ", ".join(version.texts) or "dropped"
                click.echo(f"{version.number:>4}  {shop.time(version.at)}  {version.how:<9} {version.by:<16} {locales}")
            return
        for change in history.list_deeds(db, shop.merchant_id):
            told = ", ".join(change.topics)
            click.echo(f"{change.id:>6}  {shop.time(change.at)}  {change.how:<9} {change.by:<16} {told}")


@answers.command("undo")
@click.argument("change", type=int)
@of_shop()
def undo(change: int, slug: str | None) -> None:
    """Put every topic of a CHANGE (its number in `history`) back to what it was before."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        deed = _note(db, shop, FaqChange.UNDONE, "undo")
        try:
            done = history.undo_deed(db, shop.merchant_id, change, read_kept(db, shop.merchant_id), deed)
        except TopicMovedOn as error:
            raise click.ClickException(f"{error.slug} was changed again since: nothing was undone") from error
        except BadAnswer as error:
            raise click.ClickException(str(error)) from error
        if done is None:
            raise click.ClickException(f"there is no change {change}: see `dastak answers history`")
    click.echo(f"{len(done.changed) + len(done.new)} topics are as they were before.")


@answers.command("drop")
@click.argument("topic")
@of_shop()
def drop(topic: str, slug: str | None) -> None:
    """Drop a TOPIC; `undo` brings it back."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        seen = topics.find_topic(db, shop.merchant_id, topic)
        if seen is None:
            raise click.ClickException(f"there is no topic {topic}: see `dastak answers list`")
        topics.drop_topic(db, shop.merchant_id, topic, seen.version, _note(db, shop, FaqChange.DROPPED, "drop"))
    click.echo(f"{topic} is dropped.")


@answers.command("asked")
@click.argument("topic")
@of_shop()
def asked(topic: str, slug: str | None) -> None:
    """What customers wrote in the last 30 days that a TOPIC was the answer to, with what is theirs masked."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for one in uses.list_asked(db, shop.merchant_id, topic, shop.now()):
            click.echo(f"{shop.time(one.at)}  {one.locale:<8} {one.intent:<20} {one.text}")


@answers.command("ask")
@click.argument("question")
@click.option("--locale", type=click.Choice(CODES), default=None, help="The customer's; found by the words without.")
@of_shop()
def ask(question: str, locale: str | None, slug: str | None) -> None:
    """Type a QUESTION as a customer would: what would be said, and why. The assistant has to run; nothing is kept."""
    from bot.domain.languages import first, telling_part
    from bot.tasks.trials import try_question

    with opened(slug) as shop:
        with shop.database.reading.begin() as db:
            own = db.get_one(Merchant, shop.merchant_id).locale
        spoken = locale or first(question, shop.bot.guesser.guess(telling_part(question))) or own
        tried = try_question(shop.bot, shop.merchant_id, question, spoken)
    for text in tried.said:
        click.echo(text)
    sure = f"{tried.confidence:.2f}" if tried.confidence is not None else "-"
    click.echo(f"why: {tried.by}; {spoken}; meant {tried.intent or '-'} ({sure}); topic {tried.topic or '-'}")
    near = ", ".join(f"{one.slug} {one.score:.2f}" for one in tried.nearest)
    click.echo(f"nearest topics: {near or '-'} (sure from {tried.sure:.2f})")


def _note(db: Session, shop: Opened, how: FaqChange, what: str) -> FaqDeed:
    audit.record(db, Actor(shop.merchant_id), f"faq.{what}", "faq", shop.now())
    return FaqDeed(how, None, shop.now())


def _tell(done: topics.TopicsWritten) -> None:
    undoing = f" `dastak answers undo {done.deed}` takes it back." if done.deed else ""
    click.echo(f"{len(done.new)} topics are new, {len(done.changed)} are changed.{undoing}")
