"""`dastak broadcast add` and `drop`: drafts of broadcasts, written out of a file and thrown away."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.foreseeing import find
from bot.commands.opening import of_shop, opened
from bot.services.broadcasts import audience, draft
from bot.services.staff import audit
from bot.services.staff.audit import Actor


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@of_shop()
def add(file: Path, slug: str | None) -> None:
    """Write a draft out of a JSON FILE, shaped as POST /api/v1/broadcasts takes it: nothing leaves before its start."""
    # The other commands of broadcasts need not wait for the shapes of the API.
    from pydantic import ValidationError

    from bot.api.broadcast_draft_shapes import BroadcastMade
    from bot.api.problems import pointer

    try:
        made = draft.BroadcastDraft(**BroadcastMade.model_validate_json(file.read_bytes()).model_dump())
    except ValidationError as error:
        lines = [f"{pointer(tuple(one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)]
        raise click.ClickException("\n".join(lines)) from error
    with opened(slug) as shop, shop.database.writing.begin() as db:
        try:
            row = draft.add_draft(db, shop.merchant_id, made, shop.now())
        except draft.BadDraft as error:
            raise click.ClickException(str(error)) from error
        audit.record(db, Actor(shop.merchant_id), "broadcast.add", f"broadcast:{row.id}", shop.now())
        missing = draft.list_missing(db, row)
        people = audience.count_audience(db, shop.merchant_id, row.audience, shop.now()) if row.audience else 0
        next_step = f"it lacks {', '.join(missing)}" if missing else f"`dastak broadcast start {row.id}` starts it"
        click.echo(f"{row.id:>4}  {row.name}: to {people} people; {next_step}")


@click.command()
@click.argument("number", type=int)
@of_shop()
def drop(number: int, slug: str | None) -> None:
    """Throw a draft away; what was started stays for its receipt."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = find(db, shop, number)
        if not draft.drop_draft(db, row, shop.now()):
            raise click.ClickException(f"not possible: it is {row.state}")
        audit.record(db, Actor(shop.merchant_id), "broadcast.drop", f"broadcast:{number}", shop.now())
    click.echo("dropped")
