"""`dastak text`: texts of the shop's own for many, kept, listed with their state, shown to WhatsApp, given codes."""

from __future__ import annotations

from pathlib import Path

import click
from pydantic import ValidationError

from bot.api.campaign_shapes import CampaignTextMade
from bot.api.campaign_told import read_made
from bot.api.problems import Problem, pointer
from bot.commands.opening import Opened, of_shop, opened
from bot.db.campaign_texts import CampaignText
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.campaign_texts import name_key
from bot.services.accounts import own
from bot.services.broadcasts import coupons, own_states, own_texts
from bot.services.staff import audit
from bot.services.staff.audit import Actor


@click.group()
def text() -> None:
    """Texts of the shop's own for many people."""


@text.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@of_shop()
def add(file: Path, slug: str | None) -> None:
    """Keep a text out of a JSON FILE, shaped as POST /api/v1/campaign-texts takes it."""
    try:
        made = read_made(CampaignTextMade.model_validate_json(file.read_bytes()))
    except ValidationError as error:
        lines = [f"{pointer(tuple(one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)]
        raise click.ClickException("\n".join(lines)) from error
    except Problem as error:
        raise click.ClickException(_lines(error)) from error
    with opened(slug) as shop, shop.database.writing.begin() as db:
        try:
            row = own_texts.add_text(db, db.get_one(Merchant, shop.merchant_id), made, shop.now())
        except own_texts.BadText as error:
            told = [f"{pointer(one.path)}: {one.problem} {one.remedy}" for one in error.faults]
            raise click.ClickException("\n".join(told)) from error
        _note(db, shop, "add", row)
        click.echo(f"{row.id:>4}  {row.name}: `dastak text push {row.id}` shows it to WhatsApp")


@text.command("list")
@of_shop()
def list_all(slug: str | None) -> None:
    """Every text, with its state in each language and what is to be done."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        rows = own_texts.list_texts(db, shop.merchant_id)
        account = own.find_account(db, shop.merchant_id, shop.settings.twilio_account_sid)
        for row in rows:
            click.echo(f"{row.id:>4}  {row.name}  ({name_key(row.id)})")
            for one in own_states.describe_states(db, row, account):
                checked = shop.time(one.checked_at) if one.checked_at else "never"
                why = "; ".join(filter(None, (one.reason, one.remedy)))
                click.echo(f"      {one.locale:<8} {one.state:<12} {one.category.lower():<10} checked {checked}  {why}")
    if not rows:
        click.echo("There is none: `dastak text add FILE`, or POST /api/v1/campaign-texts.")


@text.command()
@click.argument("name")
@of_shop()
def push(name: str, slug: str | None) -> None:
    """Show a text, by its NAME or its number, to WhatsApp in each of its languages."""
    from bot.tasks import templates as pushing

    with opened(slug) as shop:
        with shop.database.writing.begin() as db:
            row = _find(db, shop, name)
            own_texts.mark_pushed(db, row, shop.now())
            _note(db, shop, "push", row)
            key, of_slug = name_key(row.id), db.get_one(Merchant, shop.merchant_id).slug
        new = pushing.plan(shop.bot, of_slug, key)
        outcomes = pushing.submit_all(shop.bot)
    click.echo(", ".join([f"{new} new", *(f"{count} {what}" for what, count in sorted(outcomes.items()))]))


@text.command()
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@of_shop()
def codes(name: str, file: Path, slug: str | None) -> None:
    """Put the codes of a FILE, one a line, into the pool of a text whose coupon is one each."""
    given = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, name)
        if row.coupon.get("kind") != coupons.EACH:
            raise click.ClickException(f"{row.name} gives no code to each: give its coupon the kind “each”")
        if strange := [line for line in given if not coupons.CODE_SHAPE.fullmatch(line)]:
            raise click.ClickException(f"{strange[0][:40]!r} is no code: write 3 to 40 letters, digits, - and _")
        added, count = coupons.add_codes(db, row, given), coupons.count_codes(db, row)
        _note(db, shop, "codes", row)
        click.echo(f"{added} new, {count.free} free, {count.given} given")


def _find(db: Session, shop: Opened, name: str) -> CampaignText:
    row = own_texts.find_named(db, shop.merchant_id, name)
    if row is None:
        raise click.ClickException(f"no text {name}: see `dastak text list`")
    return row


def _note(db: Session, shop: Opened, what: str, row: CampaignText) -> None:
    audit.record(db, Actor(shop.merchant_id), f"campaign_text.{what}", f"campaign_text:{row.id}", shop.now())


def _lines(error: Problem) -> str:
    return "\n".join(f"{pointer(one.path)}: {one.problem}: {one.remedy}" for one in error.faults) or error.detail
