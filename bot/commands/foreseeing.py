"""`dastak broadcast preview`, `exclusions` and `test`: what a draft comes to before it is started."""

from __future__ import annotations

from collections.abc import Callable

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.broadcast_reasons import list_broadcast_reasons
from bot.domain.masking import mask_numbers
from bot.domain.variants import Variant
from bot.services.accounts import own
from bot.services.broadcasts import audience, draft, excluding, previewing, trying
from bot.services.broadcasts.allowance import find_allowance
from bot.services.broadcasts.beyond import BEYOND, count_beyond, list_beyond
from bot.services.broadcasts.previewing import Preview
from bot.services.broadcasts.speaking import Speech
from bot.services.broadcasts.standing import NotPossible, check_draft, check_text, check_waiting
from bot.services.broadcasts.telling import say_reason
from bot.services.staff import audit

MOST_NAMED = 100
MICROS = 1_000_000


@click.command()
@click.argument("number", type=int)
@click.option("--after", type=click.IntRange(0), default=0, metavar="CUSTOMER", help="Of whom comes after this id.")
@click.option("--variant", type=click.Choice([Variant.A, Variant.B]), help="Another text than the person would get.")
@of_shop()
def preview(number: int, after: int, variant: str | None, slug: str | None) -> None:
    """What one of its people would read, in the very words, and how many read it in which language; nothing leaves."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row = find(db, shop, number)
        speech = _begin_speech(db, shop, row)
        _check(row, check_text)
        for one in previewing.list_locales(speech):
            lacks = "" if one.can_send else ": WhatsApp has not approved it"
            click.echo(f"{one.people:>7}  {one.locale or 'no language known'}, said in {one.said_in}{lacks}")
        for name, count in previewing.count_empty(db, row, shop.now()).items():
            if count:
                click.echo(f"{count:>7}  have nothing to stand in {{{name}}}")
        person = previewing.find_person(db, row, shop.now(), after, None)
        if person is None:
            raise click.ClickException("nobody is there: ask with another --after, or widen the audience")
        seen = previewing.describe_preview(speech, person, Variant(variant) if variant else None)
        _tell(seen, speech.merchant.currency)
        _, more = previewing.has_people(db, row, shop.now(), person.id)
    if more:
        click.echo(f"The next one: --after {person.id}")


@click.command()
@click.argument("number", type=int)
@click.option("--reason", default="", help="Name the people who are left out for this reason.")
@click.option("--after", type=click.IntRange(0), default=0, metavar="CUSTOMER", help="Those after this id.")
@of_shop()
def exclusions(number: int, reason: str, after: int, slug: str | None) -> None:
    """Who would get nothing of it now: how many for each reason, and what to do; nothing leaves."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row, merchant = find(db, shop, number), db.get_one(Merchant, shop.merchant_id)
        _check(row, check_waiting)
        if not row.audience:
            raise click.ClickException("audience: it has none yet: choose who it goes to first")
        if reason:
            return _name(db, shop, merchant, row, reason, after)
        found = excluding.count_excluded(db, merchant, row.audience, row.by_sms, shop.now())
        later = count_beyond(found, find_allowance(db, merchant, shop.now()))
        doubled = audience.count_doubled(db, merchant.id, row.audience, shop.now())
    some = "" if found.looked == found.people else f" Of the first {found.looked} of them:"
    click.echo(f"{found.people} people, {found.reached} would get it now.{some}")
    for name in found.ordered:
        click.echo(_line(name, found.left_out[name]))
    if later:
        click.echo(_line(BEYOND, later))
    if doubled:
        click.echo(f"{doubled:>7}  stand in it twice, and get it once")
    if found.left_out or later:
        click.echo("Who they are: --reason and its name.")


@click.command("test")
@click.argument("number", type=int)
@click.option("--to", "numbers", multiple=True, metavar="NUMBER", help="One of test_numbers; all if not said.")
@click.option("--look", is_flag=True, help="Send nothing: only show how it was tried last.")
@of_shop()
def send_test(number: int, numbers: tuple[str, ...], look: bool, slug: str | None) -> None:
    """Send a draft to phones of the shop's own, in each of its languages; nobody of its audience gets anything."""
    with opened(slug) as shop:
        if not look:
            _send(shop, number, numbers)
        with shop.database.reading.begin() as db:
            row = find(db, shop, number)
            tests = trying.list_tried(db, row) if row.key else []
            phones = db.get_one(Merchant, shop.merchant_id).test_numbers
        for one in tests:
            when = f" at {shop.time(one.at)}" if one.at else ""
            arrived = "arrived" if one.arrived else one.state or "never tried"
            click.echo(f"  {one.locale:<8} {one.variant or '-'}  {arrived}{when}")
        click.echo(f"Phones of the shop's own: {', '.join(map(mask_numbers, phones)) or 'none'}")


def find(db: Session, shop: Opened, number: int) -> Broadcast:
    """Return a broadcast of the shop."""
    row = draft.find_broadcast(db, shop.merchant_id, number) if 0 < number < 2**63 else None
    if row is None:
        raise click.ClickException(f"no broadcast {number}: see `dastak broadcast list`")
    return row


def _send(shop: Opened, number: int, numbers: tuple[str, ...]) -> None:
    from bot.tasks.names import SEND_NOTICE

    with shop.database.writing.begin() as db:
        row = find(db, shop, number)
        _check(row, check_draft, check_text)
        speech = _begin_speech(db, shop, row)
        try:
            written = trying.send_tests(db, speech, numbers or speech.merchant.test_numbers, None, shop.now())
        except (trying.NotTried, NotPossible) as error:
            raise click.ClickException(str(error)) from error
        ids = [one.id for one in written]
        actor = audit.Actor(shop.merchant_id)
        audit.record(db, actor, "broadcast.test", f"broadcast:{number}", shop.now(), str(len(ids)))
    for outgoing_id in ids:
        shop.bot.bells.ring(SEND_NOTICE, outgoing_id)
    click.echo(f"{len(ids)} on the way; `dastak broadcast test {number} --look` shows what arrived")


def _begin_speech(db: Session, shop: Opened, row: Broadcast) -> Speech:
    merchant = db.get_one(Merchant, shop.merchant_id)
    account = own.choose_account(merchant, shop.settings.twilio_account_sid)
    return Speech(db, row, merchant, account, shop.settings.public_url, shop.now())


def _check(row: Broadcast, *checks: Callable[[Broadcast], None]) -> None:
    try:
        for check in checks:
            check(row)
    except NotPossible as error:
        raise click.ClickException(str(error)) from error


def _name(db: Session, shop: Opened, merchant: Merchant, row: Broadcast, reason: str, after: int) -> None:
    if reason not in list_broadcast_reasons():
        raise click.ClickException(f"no reason {reason}: `dastak broadcast exclusions {row.id}` names those there are")
    if reason == BEYOND:
        left = find_allowance(db, merchant, shop.now())
        page = list_beyond(db, merchant, row.audience, row.by_sms, left, after, MOST_NAMED, shop.now())
    else:
        page = excluding.list_excluded(db, merchant, row.audience, row.by_sms, reason, after, MOST_NAMED, shop.now())
    found = {one.id: one for one in excluding.list_customers(db, merchant.id, page.ids)}
    for one in page.ids:
        if one in found:
            click.echo(f"{one:>8}  {found[one].name or '(no name)'}")
    if page.following is not None:
        click.echo(f"More: --after {page.following}")


def _line(reason: str, count: int) -> str:
    says, advice = say_reason(reason)
    return f"{count:>7}  {reason}: {says} {advice}".rstrip()


def _tell(seen: Preview, currency: str) -> None:
    which = f", text {seen.variant}" if seen.variant else ""
    click.echo(f"{seen.customer.id}  {seen.customer.name or '(no name)'}, in {seen.locale or 'no language'}{which}:")
    for part in (seen.picture_url, seen.text, *(f"[{title}]" for title in seen.buttons), seen.footer):
        if part:
            click.echo("\n".join(f"  | {line}" for line in part.splitlines()))
    if seen.sms is not None:
        click.echo(f"By SMS, {seen.sms.size.count} parts: {seen.sms.why_not or seen.sms.text}")
    if seen.reason:
        click.echo(f"They would get nothing: {say_reason(seen.reason)[0]}")
    else:
        click.echo(f"About {seen.cost_micros / MICROS:.2f} {currency}, without GST")
