"""`dastak newsletter`: what customers can subscribe to, who has, and the words and links by which they do."""

from __future__ import annotations

from collections.abc import Sequence

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.newsletters import Newsletter
from bot.db.shop import Merchant
from bot.domain.locale import CODES
from bot.services.broadcasts import newsletter_issues as issues_of
from bot.services.chat.newsletter_words import write_link, write_words
from bot.services.people import newsletters as news
from bot.services.people.newsletters import LONGEST_NAME, MOST_OFFERED, NewsletterNamed, TooManyNewsletters
from bot.services.staff import audit
from bot.services.staff.audit import Actor

_NAMES = "--in"
_FULL = f"a shop offers up to {MOST_OFFERED}, as many as WhatsApp shows to choose from: close one first"


@click.group()
def newsletter() -> None:
    """What customers can subscribe to in the chat."""


@newsletter.command("list")
@of_shop()
def list_all(slug: str | None) -> None:
    """Every newsletter, how many get it, and its last and next issue."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = news.list_newsletters(db, shop.merchant_id, ended=True)
        for row in rows:
            found = issues_of.list_issues(db, shop.merchant_id, row.id)
            people = sum(one.people for one in _count(db, shop, row))
            closed = "  closed" if row.ended_at else ""
            click.echo(f"{row.id:>4}  {row.name:<20} {people:>6} people  {_said(shop, found)}{closed}")
    if not rows:
        click.echo("There is none: `dastak newsletter add NAME`.")


@newsletter.command()
@click.argument("name")
@click.option(_NAMES, "names", multiple=True, metavar="LOCALE=NAME", help="What it is called there; again for others.")
@of_shop()
def add(name: str, names: Sequence[str], slug: str | None) -> None:
    """Offer a newsletter by this NAME, which is a button of 20 letters at most."""
    called = _read(names)
    _look_at(name)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        try:
            row = news.add_newsletter(db, shop.merchant_id, name.strip(), called, shop.now())
        except NewsletterNamed as error:
            raise click.ClickException(f"there is one named {name}") from error
        except TooManyNewsletters as error:
            raise click.ClickException(_FULL) from error
        _note(db, shop, "add", row)
        click.echo(f"{row.id:>4}  {row.name}: `dastak newsletter link {row.id}` shows how customers subscribe")


@newsletter.command()
@click.argument("name")
@click.argument("new_name")
@click.option(_NAMES, "names", multiple=True, metavar="LOCALE=NAME", help="What it is called there; again for others.")
@of_shop()
def rename(name: str, new_name: str, names: Sequence[str], slug: str | None) -> None:
    """Give a newsletter a NEW_NAME; with --in, other names in those languages."""
    called = _read(names)
    _look_at(new_name)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, name)
        try:
            news.revise_newsletter(db, row, row.version, new_name.strip(), row.names | called, shop.now())
        except NewsletterNamed as error:
            raise click.ClickException(f"there is one named {new_name}") from error
        _note(db, shop, "revise", row)
    click.echo("renamed")


@newsletter.command()
@click.argument("name")
@of_shop()
def close(name: str, slug: str | None) -> None:
    """Offer a newsletter, by its NAME or its number, to nobody any more."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, name)
        if news.end_newsletter(db, shop.merchant_id, row.id, shop.now()):
            _note(db, shop, "end", row)
        following = issues_of.find_next(issues_of.list_issues(db, shop.merchant_id, row.id))
    click.echo("closed")
    if following:
        click.echo(f"Its next issue still leaves: `dastak broadcast cancel {following.id}` calls it off.")


@newsletter.command()
@click.argument("name")
@of_shop()
def reopen(name: str, slug: str | None) -> None:
    """Offer a newsletter again that was closed."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, name)
        try:
            if news.reopen_newsletter(db, shop.merchant_id, row.id, shop.now()):
                _note(db, shop, "reopen", row)
        except TooManyNewsletters as error:
            raise click.ClickException(_FULL) from error
    click.echo("offered again")


@newsletter.command()
@click.argument("name")
@of_shop()
def subscribers(name: str, slug: str | None) -> None:
    """How many get a newsletter, by channel and language."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = _count(db, shop, _find(db, shop, name))
    for one in found:
        click.echo(f"{one.people:>6}  {one.channel:<9} {one.locale or 'language not known'}")
    click.echo(f"{sum(one.people for one in found):>6}  in all")


@newsletter.command()
@click.argument("name")
@of_shop()
def link(name: str, slug: str | None) -> None:
    """What customers send to subscribe, and the links that write it for them."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row, number = _find(db, shop, name), db.get_one(Merchant, shop.merchant_id).whatsapp_from
        for locale in CODES:
            words = write_words(row, locale)
            click.echo(f"{locale:<8} {words}\n         {write_link(number, words)}".rstrip())


def _find(db: Session, shop: Opened, name: str) -> Newsletter:
    row = news.find_named(db, shop.merchant_id, name)
    if row is None:
        raise click.ClickException(f"no newsletter {name}: see `dastak newsletter list`")
    return row


def _count(db: Session, shop: Opened, row: Newsletter) -> list[issues_of.Subscribers]:
    return issues_of.count_subscribers(db, shop.merchant_id, row.id, shop.now())


def _said(shop: Opened, issues: list[Broadcast]) -> str:
    last, following = issues_of.find_last(issues), issues_of.find_next(issues)
    left = f"last {shop.time(last.began_at)}" if last and last.began_at else "no issue yet"
    return f"{left}, next {shop.time(following.starts_at)}" if following and following.starts_at else left


def _read(written: Sequence[str]) -> dict[str, str]:
    """Names by locale, of LOCALE=NAME."""
    names = dict[str, str]()
    for each in written:
        locale, _, name = each.partition("=")
        if locale not in CODES:
            raise click.UsageError(f"{locale} is no locale of ours: one of {', '.join(CODES)}")
        _look_at(name)
        names[locale] = name.strip()
    return names


def _look_at(name: str) -> None:
    if not name.strip() or len(name.strip()) > LONGEST_NAME or not name.isprintable():
        raise click.UsageError(f"a name has 1 to {LONGEST_NAME} letters: it is a button")


def _note(db: Session, shop: Opened, what: str, row: Newsletter) -> None:
    audit.record(db, Actor(shop.merchant_id), f"newsletter.{what}", f"newsletter:{row.id}", shop.now())
