"""`dastak sentences`: what the shop says in each language, looked for, tried, and said in its own words."""

from __future__ import annotations

import click

from bot.commands.opening import of_shop, opened
from bot.db.shop import Merchant
from bot.domain.locale import CODES, DEFAULT
from bot.locales import catalogue
from bot.services.staff import audit
from bot.services.templates.sentences import BadSentence, find_sentence, list_sentences, list_wording_slips, set_wording
from bot.services.templates.speaking import show_sentence

_LOCALE = click.Choice(CODES)
_LEFT = click.option("--leave-out", multiple=True, metavar="FIELD", help="A field of ours that is left out on purpose.")
PUSH = "On WhatsApp it is told once `dastak templates push` has submitted it and it is approved."


@click.group()
def sentences() -> None:
    """Every sentence the shop says."""


@sentences.command("list")
@click.option("--locale", type=_LOCALE, default=DEFAULT, show_default=True)
@click.option("--find", "typed", default="", help="Words of it, in any language and script.")
@click.option("--own", is_flag=True, help="Only those that the shop says in its own words.")
@of_shop()
def list_all(locale: str, typed: str, own: bool, slug: str | None) -> None:
    """Key and words of each sentence; a star before those in the shop's own words."""
    after: str | None = ""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        while after is not None:
            found, after = list_sentences(db, merchant, locale, typed=typed, own_only=own, after=after, now=shop.now())
            for one in found:
                said = (one.own or one.ours).replace("\n", " / ")
                click.echo(f"{'*' if one.own else ' '} {one.key:<28} {said}")


@sentences.command()
@click.argument("key")
@of_shop()
def show(key: str, slug: str | None) -> None:
    """When a sentence is said, its fields, and ours beside the shop's own in each language."""
    _check_key(key)
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = find_sentence(db, db.get_one(Merchant, shop.merchant_id), key, shop.now())
    click.echo(found[0].note)
    click.echo(f"fields: {', '.join(f'{{{name}}}' for name in (*found[0].fields, *found[0].more_fields))}")
    for one in found:
        click.echo(f"\n{one.locale}: {one.ours}")
        if one.own:
            click.echo(f"{'yours':>{len(one.locale)}}: {one.own}")


@sentences.command("try")
@click.argument("key")
@click.argument("locale", type=_LOCALE)
@click.argument("text", default="")
@_LEFT
@of_shop()
def try_out(key: str, locale: str, text: str, leave_out: tuple[str, ...], slug: str | None) -> None:
    """Show words as a phone would, with real values, and what is wrong with them; nothing is kept."""
    _check_key(key)
    with opened(slug) as shop, shop.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        slips = list_wording_slips(db, merchant, key, locale, text, leave_out, shop.now()) if text else []
        for one in slips:
            click.echo(f"wrong: {one.problem}: {one.remedy}", err=True)
        if not slips:
            said = show_sentence(db, merchant, key, locale, text)
            click.echo("\n".join([said.text, *(f"[{title}]" for title in said.buttons)]))
            click.echo(f"{said.sms.count} parts as an SMS", err=True)
    if slips:
        raise SystemExit(1)


@sentences.command("set")
@click.argument("key")
@click.argument("locale", type=_LOCALE)
@click.argument("text")
@_LEFT
@of_shop()
def set_own(key: str, locale: str, text: str, leave_out: tuple[str, ...], slug: str | None) -> None:
    """Say a sentence in the shop's own words; "" goes back to ours."""
    _check_key(key)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        merchant, now = db.get_one(Merchant, shop.merchant_id), shop.now()
        was = next(one.own for one in find_sentence(db, merchant, key, now) if one.locale == locale)
        try:
            worded = set_wording(db, merchant, key, locale, was, text, leave_out, now)
        except BadSentence as error:
            raise click.ClickException(str(error)) from error
        whose = "the shop's" if worded.own else "ours"
        audit.record(db, audit.Actor(shop.merchant_id), "sentence.reword", f"sentence:{key}:{locale}", now, whose)
    click.echo(f"{key} in {locale} is said in {'your' if worded.own else 'our'} words from now on.")
    if worded.by_template:
        click.echo(PUSH)


def _check_key(key: str) -> None:
    if not catalogue.has(key):
        raise click.ClickException(f"there is no sentence {key}: `dastak sentences list` has all")
