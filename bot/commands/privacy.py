"""`dastak privacy`: what people asked to see of themselves, export and erasure, and how long what is kept of them."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.engine import Session
from bot.db.people import Customer
from bot.domain.retention import OF_A_SHOP, days_in_force, read_days
from bot.services.desk import customer_card
from bot.services.people import customers
from bot.services.privacy import erasing, exports, retention
from bot.services.staff import audit


@click.group()
def privacy() -> None:
    """What people asked to see of themselves (Shopify's customers/data_request), and how long what is kept."""


@privacy.command("list")
@of_shop()
def list_exports(slug: str | None) -> None:
    """Every document that was made."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for made in exports.list_exports(db, shop.merchant_id):
            handed = f"handed out {made.fetched_at:%Y-%m-%d %H:%M}" if made.fetched_at else "waits"
            click.echo(f"{made.id:6}  {made.made_at:%Y-%m-%d %H:%M}  {handed}")


@privacy.command("show")
@click.argument("export_id", type=int)
@of_shop()
def show_export(export_id: int, slug: str | None) -> None:
    """Print one document (JSON), to be handed to its person within 30 days."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        made = exports.fetch(db, shop.merchant_id, export_id, shop.now())
    if made is None:
        raise click.ClickException(f"there is no export {export_id}: see `dastak privacy list`")
    if not made.document:
        raise click.ClickException("its person was forgotten since, and the document with them")
    click.echo(made.document)


@privacy.command("export")
@click.argument("who")
@click.option(
    "--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="Into a new file, for your eyes only."
)
@of_shop()
def export_person(who: str, file: Path | None, slug: str | None) -> None:
    """Print all that is held of WHO, a customer's id or phone (+91…), as JSON, to be handed to them."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        person = _find(db, shop, who)
        document = exports.write_document(db, person, shop.now())
        actor, subject = audit.Actor(shop.merchant_id), f"customer:{person.id}"
        audit.record(db, actor, "customer.export", subject, shop.now())
        if file is not None:
            _write(file, document)
    click.echo(f"{file} is written" if file else document)


@privacy.command("erase")
@click.argument("who")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask: for scripts.")
@of_shop()
def erase_person(who: str, is_sure: bool, slug: str | None) -> None:
    """Forget WHO for good, a customer's id or phone (+91…): who they are and what was written. Figures stay."""
    with opened(slug) as shop:
        with shop.database.reading.begin() as db:
            person = _find(db, shop, who)
            number, name = person.id, person.name or "(no name)"
        if not is_sure:
            click.echo(f"{number}  {name}: name, phones, addresses and messages go, and nothing brings them back.")
            typed = click.prompt(f"Type {number} to forget them", default="", show_default=False)
            if typed.strip() != str(number):
                raise click.ClickException("nothing was forgotten: the number typed is another one")
        with shop.database.writing.begin() as db:
            erasing.erase_by(db, _find(db, shop, str(number)), audit.Actor(shop.merchant_id), shop.now())
    click.echo(f"Customer {number} is forgotten.")


@privacy.command("days")
@of_shop()
def show_days(slug: str | None) -> None:
    """How many days each kind is kept, and who says so; change them by `dastak shop set keep_days`."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        installation = read_days(shop.settings.keep_days)
        of_shop = retention.read_shop_days(db, shop.merchant_id)
    for kind, days in days_in_force(installation, of_shop).items():
        by = "the shop" if kind in of_shop else "KEEP_DAYS" if kind in installation else "default"
        click.echo(f"{kind:<10} {days:>6}  {by}{'' if kind in OF_A_SHOP else ', for all shops'}")
    click.echo("Orders, refunds, requests, ratings, points and the ledger of consent stay.")


def _find(db: Session, shop: Opened, who: str) -> Customer:
    number = int(who) if who.isdecimal() and len(who) < 19 else 0
    if who.startswith("+"):
        known = customers.find_known(db, shop.merchant_id, [who])
        number = next((one.customer_id for one in known.values()), 0)
    person = customer_card.find_customer(db, shop.merchant_id, number)
    if person is None:
        raise click.ClickException("no customer by this id or phone: the console's page of customers shows both")
    if person.merged_into is not None:
        raise click.ClickException(f"they are one with customer {person.merged_into} now: say that number")
    return person


def _write(file: Path, document: str) -> None:
    """For its owner's eyes alone from the first byte; what is there already is not written over."""
    try:
        place = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(f"--to: {file} is there already: name another file") from error
    except OSError as error:
        raise click.ClickException(f"--to: {file} cannot be written: {error.strerror}") from error
    with os.fdopen(place, "w", encoding="utf-8") as opened_file:
        opened_file.write(document)
