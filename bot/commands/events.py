"""`dastak events`: what shops and carriers sent, what became of it, and applying it once more."""

from __future__ import annotations

import json

import click

from bot.commands.opening import opened_office
from bot.domain.connections import EventState

LIMIT = 50


@click.group()
def events() -> None:
    """What shops and carriers sent."""


@events.command("list")
@click.option("--state", type=click.Choice([state.value for state in EventState]), help="Only these.")
@click.option("--limit", default=LIMIT, show_default=True, type=click.IntRange(1, 10_000), help="How many.")
def list_events(state: str | None, limit: int) -> None:
    """The newest first: id, when (UTC), from where, topic, state, reason. No customer's data."""
    from bot.services.events import replay as events_replayed

    with opened_office() as office, office.database.reading.begin() as db:
        for one in events_replayed.list_newest(db, state, limit):
            when = one.received_at.strftime("%Y-%m-%d %H:%M:%S")
            click.echo(f"{one.id:>8}  {when}  {one.kind:<12} {one.topic:<28} {one.state:<8} {one.reason}".rstrip())


@events.command()
@click.argument("event_id", type=int)
def show(event_id: int) -> None:
    """Headers and body of one event, with all that they say of customers."""
    from bot.services.events import replay as events_replayed

    with opened_office() as office, office.database.reading.begin() as db:
        event = events_replayed.find(db, event_id)
        if event is None:
            raise click.ClickException(f"there is no event {event_id}: `dastak events list` shows those there are")
        click.echo(f"{event.topic} ({event.state}{f': {event.reason}' if event.reason else ''})")
        for name, value in sorted(event.headers.items()):
            click.echo(f"{name}: {value}")
        click.echo(f"\n{_readable(event.body)}" if event.body else "\n(the body was forgotten after 30 days)")


@events.command()
@click.argument("ids", type=int, nargs=-1)
@click.option("--all-kept", is_flag=True, help="Every event that was set aside.")
def replay(ids: tuple[int, ...], all_kept: bool) -> None:
    """Apply events once more; what they did before is not done twice."""
    from bot.services.events import replay as events_replayed
    from bot.tasks.names import APPLY

    if bool(ids) == all_kept:
        raise click.UsageError("give the ids of events, or --all-kept")
    with opened_office() as office:
        with office.database.writing.begin() as db:
            waiting = events_replayed.replay(db, events_replayed.list_kept(db) if all_kept else ids, office.now())
        for event_id in waiting:
            office.bot.bells.ring(APPLY, event_id)
    left = sorted(set(ids) - set(waiting))
    click.echo(f"{len(waiting)} waiting to be applied again")
    if left:
        click.echo(f"not replayed (unknown, waiting already, or forgotten): {', '.join(map(str, left))}")


def _readable(body: str) -> str:
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
