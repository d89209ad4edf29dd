"""`dastak desk`: what waits for the people of the shop, and that it is done."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened
from bot.domain.requests import RequestState
from bot.services.desk import alerts, requests
from bot.services.desk import answered as marks
from bot.services.desk import waiting as waits


@click.group()
def desk() -> None:
    """What waits for a person: requests, conversations, alerts."""


@desk.command("list")
@of_shop()
def list_waiting(slug: str | None) -> None:
    """Everything that waits, with the word it is closed by."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = {
            "request": waits.list_requests(db, shop.merchant_id),
            "conversation": waits.list_conversations(db, shop.merchant_id),
            "alert": waits.list_alerts(db, shop.merchant_id),
        }
    for kind, rows in found.items():
        for one in rows:
            click.echo(f"{kind:<13} {one.name:<28} {shop.time(one.since)}  {one.about}")
    if not any(found.values()):
        click.echo("Nothing waits.")


@desk.command("done")
@click.argument("reference")
@click.option("--refused", is_flag=True, help="It was looked at, and the answer is no.")
@of_shop()
def done(reference: str, refused: bool, slug: str | None) -> None:
    """A request (RQ-…) is settled."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        state = RequestState.REFUSED if refused else RequestState.DONE
        _say(
            requests.close_request(db, shop.merchant_id, reference.upper(), state, shop.now()),
            f"request {reference}",
        )


@desk.command("answered")
@click.argument("conversation", type=int)
@of_shop()
def answered(conversation: int, slug: str | None) -> None:
    """Mark a conversation as seen to: somebody has spoken with the customer."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        seen = marks.mark_answered(db, shop.merchant_id, conversation, shop.now())
        _say(seen, f"conversation {conversation}")


@desk.command("clear")
@click.argument("cause")
@of_shop()
def clear(cause: str, slug: str | None) -> None:
    """An alert has been seen to; the same cause raises it again."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        _say(alerts.clear_alert(db, shop.merchant_id, cause), f"alert {cause}")


def _say(closed: bool, what: str) -> None:
    if not closed:
        raise click.ClickException(f"no {what} waits: see `dastak desk list`")
    click.echo(f"{what}: done")
