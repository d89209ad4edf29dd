"""`dastak shops`: the shops of the installation, closed and opened again."""

from __future__ import annotations

import click

from bot.commands.opening import Office, opened_office
from bot.db.engine import Session
from bot.services.installation import shops as kept
from bot.services.shop.slugs import find_by_slug
from bot.services.staff import audit


@click.group("shops")
def shops() -> None:
    """The shops of this installation: closed and opened again."""


@shops.command("list")
def list_shops() -> None:
    """Every shop: state, short name, name, and how many people, connections, alerts and messages that wait."""
    with opened_office() as office, office.database.reading.begin() as db:
        for one in kept.list_shops(db):
            counts = f"{one.people} people, {one.connections} connected, {one.alerts} alerts, {one.waiting} waiting"
            click.echo(f"{one.state:<11} {one.slug:<24} {one.name:<28} {counts}")


@shops.command("close")
@click.argument("slug")
@click.option("--name", required=True, help="The shop's name as it is written, so that it is surely meant.")
def close(slug: str, name: str) -> None:
    """Close a shop: its people are out, its keys open nothing, no message leaves; what comes in is kept."""
    with opened_office() as office, office.database.writing.begin() as db:
        shop = kept.find_shop(db, find_by_slug(db, slug))
        if shop is None or shop.name.strip() != name.strip():
            raise click.ClickException("--name is not the name of this shop: `dastak shops list` shows it")
        if not kept.close_shop(db, shop.id, office.now()):
            raise click.ClickException(f"{slug} is closed already")
        _note(office, db, shop.id, "shop.close", slug)
    click.echo(f"{slug} is closed. `dastak shops reopen {slug}` opens it again.")


@shops.command("reopen")
@click.argument("slug")
def reopen(slug: str) -> None:
    """Open a closed shop again; what was held meanwhile leaves if it is still wanted."""
    with opened_office() as office, office.database.writing.begin() as db:
        shop_id = find_by_slug(db, slug)
        if not kept.reopen_shop(db, shop_id, office.now()):
            raise click.ClickException(f"{slug} is not closed")
        _note(office, db, shop_id, "shop.reopen", slug)
    click.echo(f"{slug} is open again.")


def _note(office: Office, db: Session, shop_id: int, action: str, slug: str) -> None:
    audit.record(db, audit.Actor(shop_id), action, f"shop:{slug}", office.now())
