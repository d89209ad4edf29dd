"""`dastak templates`: what WhatsApp has approved of what customers hear, and asking it for more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from bot.commands.opening import Office, Opened, of_shop, opened, opened_office
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.services.accounts import own
from bot.services.staff import audit
from bot.services.staff.audit import Actor
from bot.services.templates import moves

_shop = click.option("--shop", default=None, metavar="SLUG", help="Only this shop's.")
_HEAD = ("KEY", "LOCALE", "STATUS", "ASKED", "CATEGORY", "CHECKED (UTC)", "REASON")


@click.group()
def templates() -> None:
    """What WhatsApp has approved for the time when a customer has not just written."""


@templates.command()
@_shop
@click.option("--key", default=None, metavar="KEY", help="Only this sentence, as notice.late.")
@click.option("--dry-run", is_flag=True, help="Show what would be submitted, and submit nothing.")
def push(shop: str | None, key: str | None, dry_run: bool) -> None:
    """Submit the templates that are missing; a second time there is nothing to do."""
    from bot.tasks import templates as pushing

    with opened_office() as office:
        _check(office, shop, key)
        if dry_run:
            missing = [(wanted.key, wanted.locale, wanted.body) for wanted in pushing.missing(office.bot, shop, key)]
            _table(("KEY", "LOCALE", "BODY"), [(k, locale, body.replace("\n", " / ")) for k, locale, body in missing])
            click.echo(f"{len(missing)} to submit")
        else:
            new = pushing.plan(office.bot, shop, key)
            outcomes = pushing.submit_all(office.bot)
            _show(office, shop, key)
            click.echo(", ".join([f"{new} new", *(f"{count} {what}" for what, count in sorted(outcomes.items()))]))
        for flaw in pushing.flaws(office.bot, shop, key):
            click.echo(f"not pushed: {flaw}", err=True)


@templates.command("list")
@_shop
@click.option("--key", default=None, metavar="KEY", help="Only this sentence.")
def list_templates(shop: str | None, key: str | None) -> None:
    """Every template with what WhatsApp says of it, as of the time it was checked."""
    with opened_office() as office:
        _check(office, shop, key)
        _show(office, shop, key)


@templates.command()
def sync() -> None:
    """Ask WhatsApp about every template now; otherwise that is done every hour."""
    from bot.tasks import templates as pushing

    with opened_office() as office:
        click.echo(f"{pushing.sync(office.bot)} changed")


@templates.command()
@of_shop()
def moved(slug: str | None) -> None:
    """What WhatsApp moved to a dearer category, and the rules that stand still until somebody agrees."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        account = own.choose_account(merchant, shop.settings.twilio_account_sid)
        found = moves.list_moved(db, merchant, account, shop.now().date())
    for one in found:
        before, now = one.price_before_micros / 1_000_000, one.price_micros / 1_000_000
        state = f"agreed {shop.time(one.agreed_at)}" if one.agreed_at else f"stops {', '.join(one.rules) or 'nothing'}"
        click.echo(f"{one.key}  {one.asked} -> {one.category}  {before:.3f} -> {now:.3f}  {state}")
    if not found:
        click.echo("WhatsApp has moved none.")


@templates.command()
@click.argument("key")
@of_shop()
def agree(key: str, slug: str | None) -> None:
    """Let the sentence KEY leave at its new price: what it stopped goes on."""
    with opened(slug) as shop:
        _answer(
            shop,
            "agree",
            key,
            lambda db, account: moves.accept_move(db, shop.merchant_id, account, key, None, shop.now()),
        )
    click.echo(f"{key} leaves again, at its new price")


@templates.command()
@click.argument("key")
@of_shop()
def ask(key: str, slug: str | None) -> None:
    """Ask WhatsApp once more for the category in which KEY was submitted."""
    with opened(slug) as shop:
        _answer(shop, "ask", key, lambda db, account: moves.ask_anew(db, shop.merchant_id, account, key, shop.now()))
    click.echo(f"{key} is submitted anew within a minute, or by `dastak templates push`")


def _answer(shop: Opened, what: str, key: str, act: Callable[[Session, str], None]) -> None:
    with shop.database.writing.begin() as db:
        try:
            act(db, own.find_account(db, shop.merchant_id, shop.settings.twilio_account_sid))
        except moves.NotMoved as error:
            raise click.ClickException(f"{key}: nothing waits for a word: see `dastak templates moved`") from error
        audit.record(db, Actor(shop.merchant_id), f"template.{what}", f"template:{key}", shop.now())


def _check(office: Office, shop: str | None, key: str | None) -> None:
    """A shop or a sentence that is not there is a slip of the keyboard, and not "nothing to do"."""
    from bot.domain.campaign_texts import read_key
    from bot.domain.rules import standard
    from bot.services.templates import choosing as wanted

    keys = sorted(rule.key for rule in standard().values())
    if key is not None and key not in keys and read_key(key) is None:
        raise click.ClickException(f"--key {key}: there is no such notice; there are {', '.join(keys)}")
    with office.database.reading.begin() as db:
        if not wanted.list_shops(db, shop):
            raise click.ClickException(f"--shop {shop}: no shop of this name writes on WhatsApp; see `dastak seed`")


def _show(office: Office, shop: str | None, key: str | None) -> None:
    from bot.services.templates import choosing as wanted
    from bot.services.templates import rows as template_rows

    with office.database.reading.begin() as db:
        rows = [
            (
                row.key,
                row.locale,
                row.status,
                row.asked_category.lower(),
                row.category.lower(),
                row.checked_at.strftime("%Y-%m-%d %H:%M") if row.checked_at else "",
                row.reason,
            )
            for merchant in wanted.list_shops(db, shop)
            for row in template_rows.list_templates(db, merchant.id)
            if key in (None, row.key)
        ]
    _table(_HEAD, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
