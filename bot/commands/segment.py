"""`dastak segment`: whom the shop's segments mean, in words and in numbers."""

from __future__ import annotations

import json

import click

from bot.commands.opening import Opened, in_language, of_shop, opened
from bot.db.engine import Session
from bot.db.segments import Segment
from bot.domain.segments.faults import WrongRule
from bot.domain.segments.reading import read_rule
from bot.domain.segments.rules import Rule, Saved
from bot.services.segments import keeping
from bot.services.segments.asking import begin_inquiry, read_saved
from bot.services.segments.checking import check_rule
from bot.services.segments.counting import Headcount, count_people
from bot.services.segments.saying import say_rules, say_segments
from bot.services.staff import audit
from bot.services.staff.audit import Actor

LONGEST_NAME = 60


@click.group()
def segment() -> None:
    """Segments of the shop's customers."""


@segment.command("list")
@in_language()
@of_shop()
def list_segments(language: str, slug: str | None) -> None:
    """Every segment, and whom it means."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = keeping.list_segments(db, shop.merchant_id)
        sentences = say_segments(db, shop.merchant_id, rows, language)
    for row in rows:
        click.echo(f"{row.id:>4}  {row.name:<24} {sentences[row.id]}")
    if not rows:
        click.echo("There is none: `dastak segment add NAME RULE`, or the console.")


@segment.command()
@click.argument("name")
@click.argument("rule")
@of_shop()
def add(name: str, rule: str, slug: str | None) -> None:
    """Keep a RULE, in JSON, by a NAME."""
    if not 1 <= len(name.strip()) <= LONGEST_NAME or not name.isprintable():
        raise click.UsageError(f"a name has 1 to {LONGEST_NAME} letters")
    with opened(slug) as shop, shop.database.writing.begin() as db:
        read = _read(db, shop, rule)
        try:
            row = keeping.keep_segment(db, shop.merchant_id, name.strip(), read, None, shop.now())
        except keeping.SegmentTaken as error:
            raise click.ClickException(f"there is one named {name}") from error
        except keeping.TooManySegments as error:
            raise click.ClickException(f"a shop keeps {keeping.MOST} at most: drop one first") from error
        audit.record(db, Actor(shop.merchant_id), "segment.add", f"segment:{row.id}", shop.now())
        click.echo(f"{row.id:>4}  {row.name}")


@segment.command()
@click.argument("name")
@of_shop()
def drop(name: str, slug: str | None) -> None:
    """Keep a segment, by its NAME or its number, no longer; not while others use it."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, name)
        number = row.id
        try:
            keeping.drop_segment(db, row, shop.now())
        except keeping.SegmentUsed as error:
            raise click.ClickException(f"it is used by {error}") from error
        audit.record(db, Actor(shop.merchant_id), "segment.drop", f"segment:{number}", shop.now())
    click.echo("dropped")


@segment.command("count")
@click.argument("name", required=False)
@click.option("--rule", "written", metavar="JSON", help='Instead of NAME: \'{"field": "orders.count", …}\'.')
@of_shop()
def count(name: str | None, written: str | None, slug: str | None) -> None:
    """Count whom a segment means, by its NAME or its number; or whom a rule would."""
    if (name is None) == (written is None):
        raise click.UsageError("say NAME or --rule, one of them")
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rule = Saved(_find(db, shop, name).id) if name is not None else _read(db, shop, written or "")
        found = count_people(db, rule, begin_inquiry(db, shop.merchant_id, shop.now()))
    click.echo(_told(found))


@segment.command("show")
@click.argument("name")
@in_language()
@of_shop()
def show(name: str, language: str, slug: str | None) -> None:
    """Whom a segment means: in a sentence, as JSON, in numbers, and ten of them."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row = _find(db, shop, name)
        users = keeping.list_users(db, shop.merchant_id).get(row.id, [])
        (sentence,) = say_rules(db, shop.merchant_id, [_read(db, shop, json.dumps(row.rule))], language)
        found = count_people(db, Saved(row.id), begin_inquiry(db, shop.merchant_id, shop.now()))
    click.echo(f"{row.name}: {sentence}.")
    click.echo(f"Version {row.version}, of {shop.time(row.changed_at)}: {json.dumps(row.rule, ensure_ascii=False)}")
    if users:
        click.echo(f"Used by {', '.join(one.name for one in users)}.")
    click.echo(_told(found))
    for person in found.sample:
        click.echo(f"{person.id:>8}  {person.name or '(no name)'}")


def _find(db: Session, shop: Opened, name: str) -> Segment:
    row = keeping.find_named(db, shop.merchant_id, name)
    if row is None:
        raise click.ClickException(f"no segment {name}: see `dastak segment list`")
    return row


def _read(db: Session, shop: Opened, written: str) -> Rule:
    try:
        rule = read_rule(json.loads(written))
        check_rule(db, shop.merchant_id, rule, read_saved(db, shop.merchant_id))
    except WrongRule as error:
        raise click.ClickException(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"the rule is no JSON: {error}") from error
    return rule


def _told(found: Headcount) -> str:
    if found.count is None:
        return "Too many to count in two seconds."
    people = "1 person" if found.count == 1 else f"{found.count:,} people"
    return f"{people}." if found.is_all else f"More than {people}."
