"""`dastak segment`: whom the shop's segments mean, in words and in numbers."""

from __future__ import annotations

import json

import click

from bot.commands.opening import Opened, of_shop, opened
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


@click.group()
def segment() -> None:
    """Segments of the shop's customers."""


@segment.command("list")
@of_shop()
def list_segments(slug: str | None) -> None:
    """Every segment, and whom it means."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = keeping.list_segments(db, shop.merchant_id)
        sentences = say_segments(db, shop.merchant_id, rows)
    for row in rows:
        click.echo(f"{row.id:>4}  {row.name:<24} {sentences[row.id]}")
    if not rows:
        click.echo("There is none: make one in the console, or by POST /api/v1/segments.")


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
@of_shop()
def show(name: str, slug: str | None) -> None:
    """Whom a segment means: in a sentence, as JSON, in numbers, and ten of them."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row = _find(db, shop, name)
        users = keeping.list_users(db, shop.merchant_id).get(row.id, [])
        (sentence,) = say_rules(db, shop.merchant_id, [_read(db, shop, json.dumps(row.rule))])
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
