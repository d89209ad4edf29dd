"""`dastak inbox`: when the shop's people work, holidays, within what time they answer, and how the inbox works."""

from __future__ import annotations

import re
from typing import Any

import click
from pydantic import ValidationError

from bot.api.inbox_settings_shapes import InboxSettingsChange, tell_settings, write_changes
from bot.commands.opening import Opened, of_shop, opened
from bot.db.shop import Merchant
from bot.domain.business_hours import WEEKDAYS
from bot.services.desk.inbox_settings import change_settings, read_settings
from bot.services.staff import audit

GOALS = ("first", "next", "resolution")
_APART = {"version", "hours", "holidays", "goals"}
_OTHERS = tuple(name for name in InboxSettingsChange.model_fields if name not in _APART)


@click.group()
def inbox() -> None:
    """When the shop's people work, holidays, within what time they answer, and how the inbox works."""


@inbox.command("show")
@of_shop()
def show(slug: str | None) -> None:
    """Hours, holidays, goals and everything else that is decided of the inbox."""
    told = _read(slug)
    for day in WEEKDAYS:
        spans = ", ".join(f"{one['opens']}-{one['closes']}" for one in told["hours"][day])
        click.echo(f"{day:<22} {spans or 'closed'}")
    for one in told["holidays"]:
        click.echo(f"holiday {one['day']:<14} {one['name']}")
    for name in GOALS:
        click.echo(f"goal {name:<17} {told['goals'][name]} min")
    for name in _OTHERS:
        click.echo(f"{name:<22} {told[name]}")


@inbox.command("hours")
@click.argument("day", type=click.Choice(WEEKDAYS))
@click.argument("spans")
@of_shop()
def set_hours(day: str, spans: str, slug: str | None) -> None:
    """Say when people work on a weekday: `dastak inbox hours mon 10:00-13:00,14:00-19:00`, or `closed`."""
    typed = [] if spans == "closed" else [one.partition("-") for one in spans.replace(" ", "").split(",")]
    told = _read(slug)
    told["hours"][day] = [{"opens": opens, "closes": closes} for opens, _, closes in typed]
    _change(slug, hours=told["hours"])


@inbox.command("holiday")
@click.argument("date")
@click.argument("name", default="")
@click.option("--drop", is_flag=True, help="People work on this date.")
@of_shop()
def set_holiday(date: str, name: str, drop: bool, slug: str | None) -> None:
    """Note a date on which nobody works: `dastak inbox holiday 2026-12-25 Christmas`."""
    left = [one for one in _read(slug)["holidays"] if one["day"] != date]
    if not drop and not name:
        raise click.UsageError("say what the day is called, or --drop")
    _change(slug, holidays=left if drop else [*left, {"day": date, "name": name}])


@inbox.command("goal")
@click.argument("which", type=click.Choice(GOALS))
@click.argument("minutes", type=int)
@of_shop()
def set_goal(which: str, minutes: int, slug: str | None) -> None:
    """Set the minutes of business time to a first answer, the next one, or the end; 0: no goal."""
    _change(slug, goals={which: minutes})


@inbox.command("set")
@click.argument("field", type=click.Choice(_OTHERS))
@click.argument("value")
@of_shop()
def set_field(field: str, value: str, slug: str | None) -> None:
    """Change one thing, as in `dastak inbox set auto_assign yes`."""
    known = {"yes": True, "no": False}
    _change(slug, **{field: known.get(value, int(value) if re.fullmatch("[0-9]{1,13}", value) else value)})


def _read(slug: str | None) -> dict[str, Any]:
    with opened(slug) as shop:
        return _tell(shop)


def _tell(shop: Opened) -> dict[str, Any]:
    with shop.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        return tell_settings(merchant, read_settings(db, merchant.id)).model_dump(mode="json")


def _change(slug: str | None, **changes: Any) -> None:
    with opened(slug) as shop:
        version = _tell(shop)["version"]
        try:
            body = InboxSettingsChange.model_validate({"version": version, **changes})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise click.ClickException(f"{where}: {first['msg']}. Nothing was changed.") from error
        with shop.database.writing.begin() as db:
            if not change_settings(db, shop.merchant_id, version, write_changes(body), shop.now()):
                raise click.ClickException("somebody changed them just now: run it again")
            terminal = audit.Actor(shop.merchant_id)
            audit.record(db, terminal, "settings.inbox", "settings:inbox", shop.now(), " ".join(sorted(changes)))
    click.echo("Changed.")
