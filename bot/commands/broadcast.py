"""`dastak broadcast`: started, paused, resumed, called off; and what became of everybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from bot.commands.drafting import add, drop
from bot.commands.foreseeing import exclusions, preview, send_test
from bot.commands.foreseeing import find as _find
from bot.commands.opening import Opened, of_shop, opened
from bot.db.broadcasts import Broadcast
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.broadcasts import Repeats
from bot.services.accounts import own
from bot.services.broadcasts import allowance as allowances
from bot.services.broadcasts import audience, billing, draft, effects, launch, portfolio, retrying
from bot.services.broadcasts import receipt as receipts
from bot.services.broadcasts.outcomes import ACCEPTED, ReceiptPart
from bot.services.broadcasts.telling import say_standstill
from bot.services.staff import audit
from bot.services.staff.audit import Actor

MICROS = 1_000_000
_OTHERS = (ReceiptPart.SKIPPED, ReceiptPart.FAILED, ReceiptPart.UNKNOWN, ReceiptPart.NOT_STARTED)


@click.group()
def broadcast() -> None:
    """News to many at once, and what became of it."""


for _command in (add, drop, preview, exclusions, send_test):
    broadcast.add_command(_command)


@broadcast.command("list")
@of_shop()
def list_all(slug: str | None) -> None:
    """The newest broadcasts, and how far they are."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = draft.list_broadcasts(db, shop.merchant_id)
    for row in found:
        click.echo(_line(shop, row))
    if not found:
        click.echo("There is none: `dastak broadcast add FILE`, or the console.")


@broadcast.command()
@click.argument("number", type=int)
@click.option("--pilot-percent", type=int, help="The share that gets it first.")
@click.option("--pilot-hours", type=int, help="How long the others wait for how that goes.")
@click.option("--holdout-percent", type=int, help="The share that gets nothing, to be compared with.")
@click.option("--at-own-hour/--at-once", default=None, help="At the hour at which each usually writes.")
@click.option("--repeats", type=click.Choice(["never", "weekly", "monthly"]), help="How often it comes again.")
@click.option("--lasts-hours", type=int, help="How long after its start it is still worth sending.")
@of_shop()
def plan(number: int, slug: str | None, **given: Any) -> None:
    """Change how a draft goes on by itself; what is not named stays as it is."""
    changes = {name: value for name, value in given.items() if value is not None}
    if "repeats" in changes:
        changes["repeats"] = Repeats("" if changes["repeats"] == "never" else changes["repeats"])
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, number)
        try:
            if not draft.revise_draft(db, row, row.version, changes, shop.now()):
                raise click.ClickException(f"not possible: it is {row.state}")
        except draft.BadDraft as error:
            raise click.ClickException(str(error)) from error
        _note(db, shop, "revise", number, " ".join(sorted(changes)))
        click.echo(_line(shop, _find(db, shop, number)))


@broadcast.command()
@click.argument("number", type=int)
@click.option("--expected", type=int, help="How many people it goes to, as a confirmation.")
@of_shop()
def start(number: int, expected: int | None, slug: str | None) -> None:
    """Start a draft, at its time or at once; without --expected its number of people is shown and nothing is done."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, number)
        if expected is None:
            present = audience.count_audience(db, shop.merchant_id, row.audience, shop.now())
            raise click.ClickException(f"“{row.name}” goes to {present} people: confirm by --expected {present}")
        account = own.find_account(db, shop.merchant_id, shop.settings.twilio_account_sid)
        try:
            launch.start(db, row, expected, account, None, shop.now())
        except launch.OtherNumber as other:
            raise click.ClickException(f"{other.refusal.says} Confirm by --expected {other.present}") from other
        except launch.NotStarted as error:
            raise click.ClickException(str(error)) from error
        _note(db, shop, "start", number, str(expected))
        click.echo(_line(shop, _find(db, shop, number)))


@broadcast.command()
@click.argument("number", type=int)
@of_shop()
def undo(number: int, slug: str | None) -> None:
    """Make a started one a draft again, while it has not begun: ten seconds at least."""
    _take(number, slug, launch.undo_start, "undo")


@broadcast.command()
@click.argument("number", type=int)
@of_shop()
def pause(number: int, slug: str | None) -> None:
    """Let nothing more leave until it is resumed."""
    _take(number, slug, launch.pause)


@broadcast.command()
@click.argument("number", type=int)
@of_shop()
def resume(number: int, slug: str | None) -> None:
    """Let it go on where it was; after its first share, with everybody."""
    _take(number, slug, launch.resume)


@broadcast.command()
@click.argument("number", type=int)
@click.argument("amount", type=float)
@of_shop()
def budget(number: int, amount: float, slug: str | None) -> None:
    """Let it cost so much in all, in the shop's currency; then resume it where it waits for that."""
    if not 0 < amount < MICROS:
        raise click.ClickException(f"above 0 and below {MICROS}")

    def raised(db: Session, one: int, now: datetime) -> bool:
        return launch.raise_budget(db, one, round(amount * MICROS), now)

    _take(number, slug, raised, "budget")


@broadcast.command()
@click.argument("number", type=int)
@of_shop()
def cancel(number: int, slug: str | None) -> None:
    """Call it off: what has not left never leaves."""
    _take(number, slug, launch.cancel)


@broadcast.command()
@click.argument("number", type=int)
@of_shop()
def receipt(number: int, slug: str | None) -> None:
    """What became of everybody, and why."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        click.echo(_line(shop, _find(db, shop, number)))
        told = receipts.read_receipt(db, number)
        row, currency = _find(db, shop, number), db.get_one(Merchant, shop.merchant_id).currency
        fee = billing.estimate_fee(db, row, told, currency, (row.began_at or shop.now()).date())
        bill = billing.read_bill(db, row)
    cost = f"about {_coins(told.cost_micros, currency)} and {_coins(fee, currency)} for Twilio, without GST"
    click.echo(f"{told.audience} people = {told.accepted} accepted + {_sum(told, _OTHERS)}")
    click.echo(f"{told.accepted} accepted = {_sum(told, ACCEPTED)}; {cost}")
    paid = ", ".join(_coins(one.micros, one.unit) for one in bill.sums) or "nothing"
    known = sum(one.messages for one in bill.sums)
    click.echo(f"Twilio has billed {paid} so far, without GST, for {known} of {bill.taken} messages")
    for why in told.reasons:
        click.echo(f"  {why.count:>7}  {why.part}: {why.reason.says} {why.reason.advice}")


@broadcast.command()
@of_shop()
def allowance(slug: str | None) -> None:
    """To how many new people WhatsApp lets the shop write today, and how good it thinks the number."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        merchant = db.get_one(Merchant, shop.merchant_id)
        found, word = allowances.find_allowance(db, merchant, shop.now()), portfolio.find_sender(db, merchant)
        who = allowances.find_who_says(db, merchant)
    told = {"setting": "by the shop's setting", "twilio": "as Twilio tells", "": "as nobody has told one"}[who]
    if found is None:
        click.echo(f"No limit of new people a day, {told}.")
    else:
        click.echo(f"{found.left} of {found.most} new people are left, {told}; room again {shop.time(found.free_at)}")
    if word is not None:
        click.echo(f"WhatsApp thinks the number's quality {word.quality}; looked at {shop.time(word.checked_at)}")


@broadcast.command()
@click.argument("number", type=int)
@click.option("--days", type=click.IntRange(1, effects.MOST_DAYS), default=effects.DAYS, show_default=True)
@of_shop()
def outcomes(number: int, days: int, slug: str | None) -> None:
    """What people did in some days after it, against those who were held out."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row = _find(db, shop, number)
        click.echo(_line(shop, row))
        told = effects.read_effects(db, row, days, shop.now())
    click.echo(f"{told.sent} people got it, {told.held_out} were held out; {told.orders} of both ordered")
    for one in told.counts:
        span = one.difference
        others = f"  against {one.held_out}" if one.held_out is not None else ""
        sure = f": {span.value:+.1%} ({span.low:+.1%} to {span.high:+.1%})" if span else ""
        click.echo(f"  {one.sent:>7}  {one.effect.replace('_', ' ')}{others}{sure}")
    if told.held_out and told.is_few:
        click.echo(f"Fewer than {effects.LEAST_CONVERSIONS} ordered: a difference may be chance.")


@broadcast.command()
@click.argument("number", type=int)
@of_shop()
def retry(number: int, slug: str | None) -> None:
    """Write a draft for those with whom another try may come right; nobody gets it twice."""
    with opened(slug) as shop, shop.database.writing.begin() as db:
        try:
            row = retrying.retry_broadcast(db, _find(db, shop, number), shop.now())
        except retrying.NotRetried as error:
            raise click.ClickException(str(error)) from error
        _note(db, shop, "retry", number, str(row.id))
        click.echo(_line(shop, row))


def _coins(micros: int, currency: str) -> str:
    return f"{micros / MICROS:.2f} {currency}"


def _sum(told: receipts.BroadcastReceipt, parts: tuple[ReceiptPart, ...]) -> str:
    return " + ".join(f"{told.parts[part]} {part.replace('_', ' ')}" for part in parts)


def _take(number: int, slug: str | None, step: Callable[[Session, int, datetime], bool], name: str = "") -> None:
    with opened(slug) as shop, shop.database.writing.begin() as db:
        row = _find(db, shop, number)
        if not step(db, number, shop.now()):
            raise click.ClickException(f"not possible: it is {row.state}")
        _note(db, shop, name or step.__name__, number)
        click.echo(_line(shop, _find(db, shop, number)))


def _note(db: Session, shop: Opened, what: str, number: int, detail: str = "") -> None:
    """Write down that the terminal did it: neither a person of the shop nor a key of the API."""
    audit.record(db, Actor(shop.merchant_id), f"broadcast.{what}", f"broadcast:{number}", shop.now(), detail)


def _line(shop: Opened, row: Broadcast) -> str:
    when = shop.time(row.starts_at or row.created_at)
    says = say_standstill(row)
    why = f"  {says}" if says else ""
    return f"{row.id:>4}  {row.state:<10} {when}  {row.name}{why}"
