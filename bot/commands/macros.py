"""`dastak macros`: the team's macros, as they stand in the console under Settings, Macros."""

from __future__ import annotations

import json
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from bot.commands.opening import Opened, of_shop, opened
from bot.db.canned import Macro
from bot.db.engine import Session
from bot.services.canned import keeping, sheet
from bot.services.canned import macros as effects
from bot.services.canned.history import KeptDeed
from bot.services.staff import audit
from bot.services.staff.audit import Actor


@click.group()
def macros() -> None:
    """Macros of the team: an answer kept ready, and what is done after it."""


@macros.command("list")
@of_shop()
def list_macros(slug: str | None) -> None:
    """All of them with what they do, as JSON that `dastak macros set` reads."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = keeping.list_kept(db, Macro, shop.merchant_id, None)
        for row in rows:
            said = [values["name"] for kind, values in effects.list_effects(db, row) if kind == "reply"]
            answer = f"  says {said[0]}" if said else ""
            click.echo(f"{row.name:<30} {row.uses:>5} uses{answer}  {json.dumps(row.actions, ensure_ascii=False)}")
    if not rows:
        click.echo('There is none: `dastak macros set NAME --canned ANSWER --actions \'[{"action": "resolve"}]\'`.')


@macros.command("set")
@click.argument("name")
@click.option("--canned", "answer", default=None, help='The team\'s answer that it says; "" is none.')
@click.option("--actions", default=None, metavar="JSON", help="As the API takes them, and `list` shows them.")
@of_shop()
def set_macro(name: str, answer: str | None, actions: str | None, slug: str | None) -> None:
    """Make a macro, or change what is given of one."""
    done = None if actions is None else _read_actions(actions)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row, deed = _seek_macro(db, shop, name), KeptDeed(None, shop.now())
        wanted: dict[str, Any] = {} if done is None else {"actions": done}
        if answer is not None:
            wanted["canned_id"] = _find_answer(db, shop, answer) if answer else None
        whole = {"canned_id": row and row.canned_id, "actions": row.actions if row else []} | wanted
        if whole["canned_id"] is None and not whole["actions"]:
            raise click.ClickException("it would do nothing: give --canned, --actions or both")
        if row is None:
            keeping.keep(db, Macro, shop.merchant_id, None, {"name": name, **whole}, deed)
        else:
            keeping.change_kept(db, row, row.version, whole, deed)
        _note(db, shop, "macro.change" if row else "macro.add")
    click.echo(f"{name} is kept.")


@macros.command("drop")
@click.argument("name")
@of_shop()
def drop_macro(name: str, slug: str | None) -> None:
    """Let a macro go."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _seek_macro(db, shop, name)
        if row is None:
            raise click.ClickException(f"the team has no macro {name}: see `dastak macros list`")
        keeping.drop_kept(db, row, shop.now())
        _note(db, shop, "macro.delete")
    click.echo(f"{name} is dropped.")


def _read_actions(text: str) -> list[dict[str, Any]]:
    from bot.api.macro_shapes import MacroAction
    from bot.api.macros import write_actions
    from bot.api.problems import Problem

    try:
        return write_actions(TypeAdapter(list[MacroAction]).validate_json(text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise click.ClickException(f"--actions {place}: {first['msg']}; `dastak macros list` shows some") from error
    except Problem as error:
        said = "; ".join(f"{one.problem}: {one.remedy}" for one in error.faults)
        raise click.ClickException(f"--actions {said}") from error


def _seek_macro(db: Session, shop: Opened, name: str) -> Macro | None:
    return next((one for one in keeping.list_kept(db, Macro, shop.merchant_id, None) if one.name == name), None)


def _find_answer(db: Session, shop: Opened, name: str) -> int:
    row = next((one for one in sheet.list_shared(db, shop.merchant_id) if one.name == name), None)
    if row is None:
        raise click.ClickException(f"the team keeps no answer {name}: see `dastak canned list`")
    return row.id


def _note(db: Session, shop: Opened, what: str) -> None:
    audit.record(db, Actor(shop.merchant_id), what, what.partition(".")[0], shop.now())
