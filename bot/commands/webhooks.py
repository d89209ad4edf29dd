"""`dastak webhooks`: addresses of the shop's own that hear what happens, from the terminal."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.api.hooks import PREFIX
from bot.commands.opening import Opened, of_shop, opened
from bot.db.engine import Session
from bot.db.hooks import OutHook
from bot.domain.out_hooks import TOPICS, DeliveryOutcome, find_url_fault, name_event
from bot.services.connections import hooks as services
from bot.services.staff import audit

# As they are written everywhere else: of an enumeration click would want the names of its members.
_KNOWN = click.Choice([topic.value for topic in TOPICS])
_TOPIC = click.option("--topic", "topics", multiple=True, type=_KNOWN, help="As often as needed.")


@click.group()
def webhooks() -> None:
    """Addresses of the shop's own that hear what happens."""


@webhooks.command("list")
@of_shop()
def list_all(slug: str | None) -> None:
    """Each address with its state and what it hears of."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = services.list_hooks(db, shop.merchant_id)
        for one in found:
            state = f"{one.state} ({one.reason})" if one.reason else one.state
            waits = services.count_waiting(db, one)
            click.echo(f"{one.id:>4}  {state:<16} {one.url}  {' '.join(one.topics)}  {waits} waiting")
    if not found:
        click.echo("There is none: `dastak webhooks add https://… --topic order.changed`")


@webhooks.command()
@click.argument("url")
@_TOPIC
@of_shop()
def add(url: str, topics: tuple[str, ...], slug: str | None) -> None:
    """Tell an address what happens from now on; without topics, everything."""
    if fault := find_url_fault(url):
        raise click.ClickException(f"URL {fault}: write an address like https://shop.example/hear, on a public host")
    secret = PREFIX + secrets.token_urlsafe(32)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        try:
            hook = services.add_hook(db, shop.bot.vault, shop.merchant_id, url, topics or TOPICS, secret, shop.now())
        except services.HookTaken as error:
            raise click.ClickException("the shop tells this address already") from error
        except services.TooManyHooks as error:
            raise click.ClickException(f"there are {services.MOST} already: drop one first") from error
        _note(db, shop, "add", hook)
        click.echo(f"Webhook {hook.id}; its secret, not shown again:\n{secret}")


@webhooks.command()
@click.argument("hook_id", type=int)
@click.option("--on/--off", "active", default=None, help="Whether it hears anything.")
@_TOPIC
@of_shop()
def set(hook_id: int, active: bool | None, topics: tuple[str, ...], slug: str | None) -> None:
    """Switch an address on or off, or say what it hears of."""
    changes = {name: value for name, value in (("active", active), ("topics", topics or None)) if value is not None}
    with _one(slug, hook_id) as (shop, db, hook):
        services.change_hook(db, hook, hook.version, changes, shop.now())
        _note(db, shop, "change", hook)
    click.echo(f"Webhook {hook_id} is changed.")


@webhooks.command()
@click.argument("hook_id", type=int)
@of_shop()
def rotate(hook_id: int, slug: str | None) -> None:
    """Make a new secret; for a day the one before it signs as well."""
    secret = PREFIX + secrets.token_urlsafe(32)
    with _one(slug, hook_id) as (shop, db, hook):
        services.rotate_secret(db, shop.bot.vault, hook, secret, shop.now())
        _note(db, shop, "rotate", hook)
    click.echo(f"Not shown again:\n{secret}")


@webhooks.command()
@click.argument("hook_id", type=int)
@of_shop()
def drop(hook_id: int, slug: str | None) -> None:
    """Tell an address nothing any more."""
    with _one(slug, hook_id) as (shop, db, hook):
        services.drop_hook(db, hook, shop.now())
        _note(db, shop, "drop", hook)
    click.echo(f"Webhook {hook_id} is dropped.")


@webhooks.command()
@click.argument("hook_id", type=int)
@click.option("--failed", is_flag=True, help="Only what failed.")
@of_shop()
def log(hook_id: int, failed: bool, slug: str | None) -> None:
    """The last fifty things an address was told, or is to be."""
    with _one(slug, hook_id) as (shop, db, hook):
        state = DeliveryOutcome.FAILED if failed else None
        for one in services.list_deliveries(db, hook, state, 2**62, 50):
            said = one.error or (f"HTTP {one.status}" if one.status else "")
            event = name_event(one.topic, one.source_id)
            click.echo(f"{shop.time(one.created_at)}  {one.state:<10} {event:<32} {one.attempts} tries  {said}")


@webhooks.command()
@click.argument("hook_id", type=int)
@of_shop()
def ping(hook_id: int, slug: str | None) -> None:
    """Tell an address that we are there; `log` says what came back."""
    with _one(slug, hook_id) as (shop, db, hook):
        services.add_ping(db, hook, shop.now())
        _note(db, shop, "ping", hook)
    click.echo("It leaves within seconds.")


@webhooks.command()
@click.argument("hook_id", type=int)
@of_shop()
def replay(hook_id: int, slug: str | None) -> None:
    """Tell all that failed once more."""
    with _one(slug, hook_id) as (shop, db, hook):
        count = services.replay_deliveries(db, hook, None, shop.now())
        _note(db, shop, "replay", hook)
    click.echo(f"{count} are told once more.")


@contextmanager
def _one(slug: str | None, hook_id: int) -> Iterator[tuple[Opened, Session, OutHook]]:
    with opened(slug) as shop, shop.database.writing.begin() as db:
        hook = services.find_hook(db, shop.merchant_id, hook_id)
        if hook is None:
            raise click.ClickException(f"no webhook {hook_id}: `dastak webhooks list` shows those there are")
        yield shop, db, hook


def _note(db: Session, shop: Opened, what: str, hook: OutHook) -> None:
    audit.record(db, audit.Actor(shop.merchant_id), f"webhook.{what}", f"webhook:{hook.id}", shop.now())
