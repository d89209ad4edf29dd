"""`dastak labels`, `dastak views`: what conversations are sorted by, and searches that the team shares."""

from __future__ import annotations

import click
from pydantic import ValidationError

from bot.commands.opening import Opened, of_shop, opened
from bot.db.engine import Session
from bot.db.inbox import Label
from bot.services.canned import using
from bot.services.desk import labels as kept_labels
from bot.services.desk import views as kept_views
from bot.services.desk.inbox import Sort
from bot.services.staff import accounts, audit
from bot.services.staff.audit import Actor


@click.group()
def labels() -> None:
    """Words that conversations are sorted by."""


@labels.command("list")
@of_shop()
def list_labels(slug: str | None) -> None:
    """All of them: colour, goal of a first answer, how many conversations have it."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = kept_labels.list_labels(db, shop.merchant_id)
        for row in rows:
            goal = f"{row.goal_minutes} min" if row.goal_minutes else ""
            count = using.find_uses_of_label(db, None, row).conversations
            click.echo(f"{row.name:<40} {row.colour} {goal:<8} {count} conversations")
    if not rows:
        click.echo("There is none: `dastak labels set Damage '#aa3300'`.")


@labels.command("set")
@click.argument("name")
@click.argument("colour")
@click.option("--goal", default=None, type=click.IntRange(0, 43_200), help="Minutes to a first answer; 0: the shop's.")
@click.option("--name", "renamed", default=None, help="What it is called from now on.")
@of_shop()
def set_label(name: str, colour: str, goal: int | None, renamed: str | None, slug: str | None) -> None:
    """Make a label, or change one: `dastak labels set Damage '#aa3300' --goal 60`."""
    from bot.api.labels_shapes import LabelMade

    try:
        made = LabelMade(name=renamed or name, colour=colour, goal_minutes=goal or None)
    except ValidationError as error:
        raise click.ClickException("NAME has 1 to 40 letters, COLOUR is written like #aa3300") from error
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _seek_label(db, shop, name)
        try:
            if row is None:
                kept_labels.add_label(db, shop.merchant_id, made.name, made.colour, made.goal_minutes, shop.now())
            else:
                more = {} if goal is None else {"goal_minutes": made.goal_minutes}
                kept_labels.change_label(db, row, {"name": made.name, "colour": made.colour} | more, shop.now())
        except (kept_labels.LabelTaken, kept_labels.TooManyLabels) as error:
            raise click.ClickException(f"{made.name}: another has this name, or there are too many") from error
        _note(db, shop, "label.change" if row else "label.add")
    click.echo(f"{made.name} is kept.")


@labels.command("drop")
@click.argument("name")
@of_shop()
def drop_label(name: str, slug: str | None) -> None:
    """Take a label off all conversations, and away; macros and views that name it are told."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _seek_label(db, shop, name)
        if row is None:
            raise click.ClickException(f"the shop has no label {name}: see `dastak labels list`")
        uses = using.find_uses_of_label(db, None, row)
        kept_labels.drop_label(db, row, shop.now())
        _note(db, shop, "label.delete")
    click.echo(f"{name} is dropped; {uses.conversations} conversations had it.")
    for what, names in (("macros", uses.macros), ("views", uses.views)):
        if names:
            click.echo(f"These {what} still name it: {', '.join(names)}.")


@click.group()
def views() -> None:
    """Saved searches that all of the team see."""


@views.command("list")
@of_shop()
def list_views(slug: str | None) -> None:
    """All of them: what they search, and who made them."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        people = {one.id: one.email for one in accounts.list_members(db, shop.merchant_id)}
        rows = kept_views.list_shared(db, shop.merchant_id)
    for row in rows:
        click.echo(f"{row.name:<30} {row.sort:<8} {people.get(row.staff_id, ''):<32} {row.query}")
    if not rows:
        click.echo("There is none: `dastak views set NAME 'is:late' --of EMAIL`.")


@views.command("set")
@click.argument("name")
@click.argument("query")
@click.option("--of", "email", required=True, metavar="EMAIL", help="Whose view it is; they change it in the console.")
@click.option("--sort", default="active", type=click.Choice(["active", "waiting", "window"]))
@of_shop()
def set_view(name: str, query: str, email: str, sort: str, slug: str | None) -> None:
    """Share a search, or change one: `dastak views set Late 'is:late' --of owner@example.in`."""
    from bot.api.views_shapes import ViewMade

    try:
        made = ViewMade(name=name, query=query, sort=Sort(sort), shared=True)
    except ValidationError as error:
        raise click.ClickException("NAME has 1 to 60 letters, QUERY at most 1000") from error
    with opened(slug) as shop, shop.database.writing.begin() as db:
        member = accounts.find_by_email(db, shop.merchant_id, email.strip().lower())
        if member is None:
            raise click.ClickException(f"nobody has the address {email}: `dastak user list` shows who is there")
        row = next(
            (
                one
                for one in kept_views.list_shared(db, shop.merchant_id)
                if (one.name, one.staff_id) == (name, member.id)
            ),
            None,
        )
        try:
            wanted = made.model_dump(exclude={"pin"})
            if row is None:
                kept_views.add_view(db, shop.merchant_id, member.id, wanted, shop.now())
            else:
                kept_views.change_view(db, row, wanted, shop.now())
        except (kept_views.ViewTaken, kept_views.TooManyViews) as error:
            raise click.ClickException(f"{name}: they have another of this name, or too many") from error
        _note(db, shop, "view.change" if row else "view.add")
    click.echo(f"{name} is shared.")


@views.command("drop")
@click.argument("name")
@of_shop()
def drop_view(name: str, slug: str | None) -> None:
    """Take a shared search away from all who see it."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        rows = [one for one in kept_views.list_shared(db, shop.merchant_id) if one.name == name]
        if not rows:
            raise click.ClickException(f"nobody shares a view {name}: see `dastak views list`")
        for row in rows:
            kept_views.drop_view(db, row, shop.now())
        _note(db, shop, "view.delete")
    click.echo(f"{name} is dropped.")


def _seek_label(db: Session, shop: Opened, name: str) -> Label | None:
    wanted = name.casefold()
    return next((one for one in kept_labels.list_labels(db, shop.merchant_id) if one.name.casefold() == wanted), None)


def _note(db: Session, shop: Opened, what: str) -> None:
    audit.record(db, Actor(shop.merchant_id), what, what.partition(".")[0], shop.now())
