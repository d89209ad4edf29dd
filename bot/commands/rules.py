"""`dastak rules`: what customers hear, switched, delayed, restricted, reworded and rehearsed by the shop."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.commands import own_rules
from bot.commands.opening import Opened, echo_unkept, in_language, of_shop, opened
from bot.domain.locale import CODES
from bot.domain.rules import BadRule, Rule, duration, written
from bot.services.moments import rules as shop_rules

if TYPE_CHECKING:
    from bot.services.sending.dry_run import Rehearsed

MICROS = 1_000_000

# WhatsApp has to approve a sentence before it can be told outside a conversation.
PUSH = "On WhatsApp it is told once `dastak templates push` has submitted it and it is approved."


@click.group()
def rules() -> None:
    """What customers hear, and when: list it, change it, see what it would have sent."""


@rules.command("list")
@in_language()
@of_shop()
def list_rules(language: str, slug: str | None) -> None:
    """Every rule as it is in force, and in a sentence when it is told and to whom."""
    from bot.services.moments.saying import say_notices

    with opened(slug) as shop, shop.database.reading.begin() as db:
        mine = [rule for rule in shop_rules.read_rules(db, shop.merchant_id).values() if not rule.dropped]
        said = say_notices(db, shop.merchant_id, mine, language)
    for rule in mine:
        click.echo(f"{_line(rule)}\n      {said[rule.name]}")


@rules.command("set")
@click.argument("name")
@click.option("--on/--off", "active", default=None, help="Switch it on or off.")
@click.option("--after", default=None, metavar="90m|6h|3d", help="How long after the moment it is told.")
@click.option("--hours", default=None, metavar="10:00-19:00", help='At which hours of the customer; "" is any.')
@click.option("--segment", default=None, metavar="JSON", help="To whom: '{\"orders_at_least\": 5}'; {} is everybody.")
@of_shop()
def set_rule(
    name: str, active: bool | None, after: str | None, hours: str | None, segment: str | None, slug: str | None
) -> None:
    """Switch, delay or restrict a rule."""
    from bot.services.catalogue.unkept import list_unkept
    from bot.services.moments.kept import read_kept
    from bot.services.staff import audit

    try:
        seconds = None if after is None else int(duration(after).total_seconds())
        whom = None if segment is None else own_rules.read_segment(segment)
        with opened(slug) as shop, shop.database.writing.begin() as db:
            at = None if hours is None else [one for one in hours.split("-") if one]
            rule = shop_rules.change(
                db, shop.merchant_id, name, active=active, delay_seconds=seconds, segment=whom, hours=at
            )
            unkept = list_unkept(db, shop.merchant_id, read_kept(db, shop.merchant_id))
            audit.record(db, audit.Actor(shop.merchant_id), "rule.change", f"rule:{name}", shop.now())
    except BadRule as error:
        raise click.ClickException(str(error)) from error
    click.echo(_line(rule))
    if active:
        click.echo(PUSH)
    echo_unkept(unkept)


@rules.command("reword")
@click.argument("key")
@click.argument("locale", type=click.Choice(CODES))
@click.argument("text")
@of_shop()
def reword(key: str, locale: str, text: str, slug: str | None) -> None:
    """Say a sentence in the shop's own words ("" goes back to ours); then `dastak templates push`."""
    from bot.services.messages import wording
    from bot.services.moments.kept import read_kept
    from bot.services.staff import audit

    try:
        with opened(slug) as shop, shop.database.writing.begin() as db:
            wording.reword(db, shop.merchant_id, key, locale, text, read_kept(db, shop.merchant_id))
            audit.record(db, audit.Actor(shop.merchant_id), "sentence.reword", f"sentence:{key}:{locale}", shop.now())
    except wording.BadWording as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{key} in {locale} is said in {'your' if text.strip() else 'our'} words from now on.")
    click.echo(PUSH)


@rules.command("dry-run")
@click.argument("names", nargs=-1)
@click.option("--days", default=7, type=click.IntRange(1, 60), help="How far back.")
@of_shop()
def dry_run(names: tuple[str, ...], days: int, slug: str | None) -> None:
    """What rules (all, or the named ones) would have sent over the last days. Nothing is sent or kept."""
    outcomes: Counter[tuple[str, str]] = Counter()
    micros = 0
    with opened(slug) as shop:
        with shop.database.reading.begin() as db:
            known = shop_rules.read_rules(db, shop.merchant_id)
        if unknown := sorted(set(names) - known.keys()):
            raise click.ClickException(f"there is no rule {', '.join(unknown)}: {', '.join(known)}")
        for one in _played(shop, frozenset(names), days):
            outcomes[one.rule, one.outcome] += 1
            micros += one.cost_micros
            click.echo(f"{one.due_at:%d %b %H:%M}  {one.rule:<22} customer {one.customer_id:<6} {one.outcome}")
            if one.text:
                click.echo("    " + one.text.replace("\n", "\n    "))
    for (name, outcome), count in sorted(outcomes.items()):
        click.echo(f"{count:6}  {name}: {outcome}")
    if not outcomes:
        click.echo(f"Nothing was due in the last {days} days.")
    click.echo(f"About {micros / MICROS:.2f} of the shop's currency in all.")


def _played(shop: Opened, names: frozenset[str], days: int) -> Iterator[Rehearsed]:
    from bot.services.accounts import own
    from bot.services.sending import dry_run as rehearsal

    settings, now = shop.settings, shop.now()
    since = now - timedelta(days=days)
    with shop.database.writing() as db:
        played = names or frozenset(shop_rules.read_rules(db, shop.merchant_id))
        account = own.find_account(db, shop.merchant_id, settings.twilio_account_sid)
        wanted = rehearsal.Rehearsal(played, since, now, account, settings.public_url)
        yield from rehearsal.rehearse(db, shop.merchant_id, wanted)
        db.rollback()  # it wrote what really telling would write


def _line(rule: Rule) -> str:
    state = "on " if rule.active else "off"
    after = f"after {written(rule.after)}" if rule.after else "at once"
    after += f", {rule.hours[0]}-{rule.hours[1]}" if rule.hours else ""
    whom = f"  for {json.dumps(dict(rule.segment))}" if rule.segment else ""
    title = f"  “{rule.title}”" if rule.title else ""
    return f"{state} {rule.name:<22} {rule.moment:<24} {rule.purpose:<10} {after}{whom}{title}"


for _command in (own_rules.list_moments_told, own_rules.add_own, own_rules.change_own, own_rules.drop_own):
    rules.add_command(_command)
