"""Rules of the shop's own for `dastak rules`: made of a known moment, reworded, dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.consent import Purpose
from bot.domain.locale import CODES
from bot.domain.own_rules import list_moments
from bot.domain.rules import BadRule, Rule, duration
from bot.services.moments import rules as shop_rules

_TEXT = click.option("--text", "said", multiple=True, metavar="LOCALE=WORDS", help="As often as there are languages.")
_LONGEST_TITLE = 80


@click.command("moments")
def list_moments_told() -> None:
    """Which moments a rule of the shop's own may tell, with the fields its words may have."""
    from bot.services.templates.own_words import list_fields

    for moment in list_moments():
        click.echo(f"{moment:<26} {', '.join(f'{{{name}}}' for name in sorted(list_fields(moment)))}")


@click.command("add")
@click.argument("title")
@click.argument("moment", type=click.Choice([str(one) for one in list_moments()]))
@_TEXT
@click.option("--marketing", is_flag=True, help="To who agreed to offers alone.")
@click.option("--after", default="0m", metavar="90m|6h|3d", help="How long after the moment it is told.")
@click.option("--hours", default="", metavar="10:00-19:00", help="At which hours of the customer.")
@click.option("--segment", default="{}", metavar="JSON", help="To whom: '{\"orders_at_least\": 5}'.")
@of_shop()
def add_own(
    title: str,
    moment: str,
    said: tuple[str, ...],
    marketing: bool,
    after: str,
    hours: str,
    segment: str,
    slug: str | None,
) -> None:
    """Make a rule of the shop's own, switched off: `dastak rules set NAME --on` lets it go."""
    from bot.services.moments import own_rules

    texts = _read_texts(said)
    if not texts:
        raise click.ClickException('--text: give its words in one language at least, like --text en="Thank you"')
    purpose = Purpose.MARKETING if marketing else Purpose.UTILITY
    try:
        seconds = int(duration(after).total_seconds())
        at = tuple(one for one in hours.split("-") if one)
        made = own_rules.OwnRule(_read_title(title), moment, purpose, texts, seconds, read_segment(segment), at)
        with opened(slug) as shop, shop.database.writing.begin() as db:
            _check_words(db, shop, moment, texts)
            rule = own_rules.add_rule(db, shop.merchant_id, made, shop.now())
            _note(db, shop, "add", rule.name)
    except own_rules.TitleTaken as error:
        raise click.ClickException(f"there is a rule “{title}” already: choose another title") from error
    except own_rules.TooManyRules as error:
        raise click.ClickException(f"there are {own_rules.MOST} rules already: drop one first") from error
    except BadRule as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{rule.name} is made, switched off. See `dastak rules dry-run {rule.name}`, then `set {rule.name} --on`."
    )


@click.command("change")
@click.argument("name")
@_TEXT
@click.option("--title", default=None, help="What it is called from now on.")
@of_shop()
def change_own(name: str, said: tuple[str, ...], title: str | None, slug: str | None) -> None:
    """Reword a rule of the shop's own, or call it otherwise; LOCALE= with no words takes a language away."""
    from bot.services.moments import own_rules

    given = _read_texts(said, allow_empty=True)
    with opened(slug) as shop, shop.database.writing.begin() as db:
        rule = _find_own(db, shop.merchant_id, name)
        texts = {**own_rules.read_texts(db, shop.merchant_id, name), **given}
        texts = {locale: words for locale, words in texts.items() if words}
        if not texts:
            raise click.ClickException(f"{name} would say nothing: `dastak rules drop {name}` takes it away")
        _check_words(db, shop, rule.moment, texts)
        try:
            own_rules.reword_rule(db, shop.merchant_id, name, _read_title(title or rule.title), texts, shop.now())
        except own_rules.TitleTaken as error:
            raise click.ClickException(f"there is a rule “{title}” already: choose another title") from error
        _note(db, shop, "change", name)
    click.echo(f"{name} is changed. On WhatsApp it is told anew once `dastak templates push` has submitted it.")


@click.command("drop")
@click.argument("name")
@of_shop()
def drop_own(name: str, slug: str | None) -> None:
    """Drop a rule of the shop's own; what it told stays told. A standard rule is switched off instead."""
    from bot.services.moments import own_rules

    with opened(slug) as shop, shop.database.writing.begin() as db:
        _find_own(db, shop.merchant_id, name)
        version = own_rules.read_versions(db, shop.merchant_id)[name]
        own_rules.drop_rule(db, shop.merchant_id, name, version, shop.now())
        _note(db, shop, "drop", name)
    click.echo(f"{name} is dropped.")


def read_segment(text: str) -> dict[str, object]:
    """Return to whom a rule is told, as it is typed.

    Raises:
        BadRule: it is no object of JSON.
    """
    try:
        whom = json.loads(text)
    except ValueError as error:
        raise BadRule(f"--segment is no JSON: {error}") from error
    if not isinstance(whom, dict):
        raise BadRule('--segment must be an object like {"orders_at_least": 5}')
    return whom


def _read_texts(said: Sequence[str], *, allow_empty: bool = False) -> dict[str, str]:
    texts: dict[str, str] = {}
    for one in said:
        locale, given, words = one.partition("=")
        if locale not in CODES or not given or not (words.strip() or allow_empty):
            raise click.ClickException(f"--text {one}: write LOCALE=WORDS, with one of {', '.join(CODES)}")
        texts[locale] = words.strip()
    return texts


def _read_title(title: str) -> str:
    if not title.strip() or len(title) > _LONGEST_TITLE:
        raise click.ClickException(f"TITLE has 1 to {_LONGEST_TITLE} letters")
    return title.strip()


def _check_words(db: Session, shop: Opened, moment: str, texts: Mapping[str, str]) -> None:
    from bot.services.templates.own_words import list_own_slips

    slips = list_own_slips(db, db.get_one(Merchant, shop.merchant_id), moment, texts, shop.now())
    if slips:
        lines = (f"{locale}: {one.problem}: {one.remedy}" for locale, some in slips.items() for one in some)
        raise click.ClickException("\n".join(["nothing is kept:", *lines]))


def _find_own(db: Session, merchant_id: int, name: str) -> Rule:
    rule = shop_rules.read_rules(db, merchant_id).get(name)
    if rule is None or rule.dropped:
        raise click.ClickException(f"the shop has no rule {name}: see `dastak rules list`")
    if not rule.is_own:
        raise click.ClickException(f"{name} is a standard rule: `dastak rules set {name} --off` stops it")
    return rule


def _note(db: Session, shop: Opened, what: str, name: str) -> None:
    from bot.services.staff import audit

    audit.record(db, audit.Actor(shop.merchant_id), f"rule.{what}", f"rule:{name}", shop.now())
