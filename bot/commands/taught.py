"""`dastak taught`: what the assistant got wrong, what it was taught, and the models that came of that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.commands.opening import Opened, of_shop, opened
from bot.commands.played import tell_played
from bot.db.conversations import Conversation
from bot.db.engine import Session
from bot.domain.access import Viewer
from bot.domain.teaching.masking import mask
from bot.services.desk.inbox import find_conversation
from bot.services.desk.thread import IN
from bot.services.desk.why import NoSuchMessage, describe_why, find_by_message
from bot.services.staff import audit
from bot.services.teaching import examples, kept, serving, trainings, wrong
from bot.services.teaching.known import list_intents

NO_MESSAGE = "Name a message of the shop's as its thread does: in-12 of the customer, out-7 of the assistant."


@click.group()
def taught() -> None:
    """What the assistant got wrong, was taught, and the models of that."""


@taught.command("wrong")
@of_shop()
def list_wrong(slug: str | None) -> None:
    """Messages of the last 30 days that were got wrong, the commonest words first, without numbers and names."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        found = wrong.list_wrong(db, Viewer(shop.merchant_id, None), shop.office.now())
    times = {one.key: sum(other.key == one.key for other in found) for one in found}
    for one in sorted({one.key: one for one in found}.values(), key=lambda one: -times[one.key]):
        click.echo(f"{times[one.key]:>4} × {one.locale:<8} {one.why:<12} {one.intent:<20} in-{one.id:<8} {one.text}")


@taught.command("intents")
def show_intents() -> None:
    """What a message can mean, by name; docs/intents.md says what each is."""
    for intent in sorted(list_intents()):
        click.echo(intent)


@taught.command("list")
@of_shop()
def list_taught(slug: str | None) -> None:
    """Everything that was taught."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for row in examples.list_examples(db, shop.merchant_id):
            click.echo(f"{row.id:>6} {row.locale:<8} {row.topic or row.intent:<24} {row.text}")


@taught.command("add")
@click.argument("text")
@click.option("--locale", default="en", show_default=True)
@click.option("--intent", default="", help="What it means (`dastak taught intents`).")
@click.option("--topic", default="", help="Or which of the shop's answers is right (`dastak answers list`).")
@click.option("--anyway", is_flag=True, help="Also where the words mean something else already.")
@of_shop()
def add(text: str, locale: str, intent: str, topic: str, anyway: bool, slug: str | None) -> None:
    """Teach what TEXT means. The next `dastak train --with-taught` learns it; a topic hears it at once."""
    with _changing(slug) as (shop, db):
        lesson = examples.Lesson(mask(text), locale, intent, topic)
        try:
            row, _ = examples.add_example(db, shop.merchant_id, lesson, None, shop.office.now(), anyway=anyway)
        except examples.BadLesson as error:
            field, fault, remedy = error.args
            raise click.ClickException(f"{field} {fault}: {remedy}.") from error
        except examples.Contradicted as error:
            told = "\n".join(f"  {one.kind}: {one.text} → {one.topic or one.intent}" for one in error.conflicts)
            raise click.ClickException(f"These words mean something else already (--anyway):\n{told}") from error
        _note(shop, db, "example.add", f"example:{row.id}")
        click.echo(f"Taught as {row.id}: {row.text} → {row.topic or row.intent}")


@taught.command("forget")
@click.argument("example_id", type=int)
@of_shop()
def forget(example_id: int, slug: str | None) -> None:
    """Take back what was taught."""
    with _changing(slug) as (shop, db):
        row = examples.find_example(db, shop.merchant_id, example_id)
        if row is None:
            raise click.ClickException("The shop has taught nothing by this number: `dastak taught list`.")
        examples.drop_example(db, row)
        _note(shop, db, "example.delete", f"example:{example_id}")


@taught.command("trainings")
@of_shop()
def list_all(slug: str | None) -> None:
    """The trainings begun at the shop, the newest first, and which model is in force."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        served = serving.find_served(db)
        click.echo(f"In force: {served.model if served and served.model else 'the model of the sources'}")
        for row in trainings.list_trainings(db, shop.merchant_id):
            click.echo(f"{row.id:>6} {row.state:<10} {row.share:4.0%} {row.began_at:%Y-%m-%d %H:%M} {row.why}")


@taught.command("training")
@click.argument("training_id", type=int)
@of_shop()
def show_training(training_id: int, slug: str | None) -> None:
    """What a training changed: messages gained and lost, by name."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        row = trainings.find_training(db, shop.merchant_id, training_id)
        if row is None:
            raise click.ClickException("The shop has begun no training by this number.")
        for one in row.found.get("changed", ()):
            if one["set"] in ("kept", "taught") and not one["id"].startswith(f"{shop.merchant_id}:"):
                continue
            sign = "+" if one["gained"] else "-"
            click.echo(f"{sign} {one['locale']:<8} {one['before'][0]:<20} → {one['after'][0]:<20} {one['text']}")
        for line in tell_played(row.found, shop.merchant_id):
            click.echo(line)


@taught.command("switch")
@click.argument("training_id", type=int)
@click.option("--reason", required=True, help="Why, for the audit log.")
@of_shop()
def switch(training_id: int, reason: str, slug: str | None) -> None:
    """Put a model in force that was held back, against what the comparison says."""
    with _changing(slug) as (shop, db):
        row = trainings.find_training(db, shop.merchant_id, training_id)
        try:
            if row is None:
                raise trainings.NotToSwitch("The shop has begun no training by this number.")
            trainings.resolve_held(db, row, shop.office.now())
        except trainings.NotToSwitch as error:
            raise click.ClickException(str(error)) from error
        _note(shop, db, "model.overrule", f"training:{training_id}", reason)


@taught.command("rollback")
@of_shop()
def rollback(slug: str | None) -> None:
    """Put the former model in force again; twice is there and back."""
    with _changing(slug) as (shop, db):
        row = serving.restore_former(db, shop.office.now())
        if row is None:
            raise click.ClickException("No model was ever taught: that of the sources is in force.")
        _note(shop, db, "model.rollback", f"model:{row.id}")
        click.echo(f"In force: {row.model or 'the model of the sources'}")


@taught.command("why")
@click.argument("message")
@of_shop()
def why(message: str, slug: str | None) -> None:
    """Why the assistant answered as it did; MESSAGE as its thread names it: in-12 or out-7."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        conversation, side, number = _spot(db, shop, message)
        try:
            told = describe_why(db, conversation, side, number)
        except NoSuchMessage as error:
            raise click.ClickException(NO_MESSAGE) from error
    click.echo(f"by {told.by}")
    for guess in told.guesses:
        click.echo(f"  {guess.confidence:4.0%}  {guess.intent}")
    for found in told.found:
        click.echo(f"  {found.kind}: {found.value}")
    click.echo("  " + ", ".join([*told.actions, *(one.topic or one.key for one in told.sentences)]))
    for name, value in told.order.items():
        click.echo(f"  order.{name}: {value}")


@taught.command("mark")
@click.argument("message")
@click.option("--aside", is_flag=True, help="Nothing is to be taught by it.")
@of_shop()
def mark(message: str, aside: bool, slug: str | None) -> None:
    """Say that a customer's MESSAGE (in-12) was answered wrongly."""
    with _changing(slug) as (shop, db):
        _, side, number = _spot(db, shop, message)
        found = wrong.find_message(db, shop.merchant_id, number) if side == IN else None
        if found is None:
            raise click.ClickException(NO_MESSAGE)
        wrong.mark_message(db, found[0], None, shop.office.now(), is_wrong=not aside)
        _note(shop, db, "message.mark", f"message:{number}")


@taught.command("tests")
@of_shop()
def list_tests(slug: str | None) -> None:
    """Conversations that are kept as tests of every new model."""
    with opened(slug) as shop, shop.database.reading.begin() as db:
        for row in kept.list_tests(db, shop.merchant_id):
            click.echo(f"{row.id:>6} {len(row.steps['steps']):>3} messages  {row.name}")


@taught.command("keep")
@click.argument("conversation", type=int)
@click.option("--name", required=True)
@of_shop()
def keep(conversation: int, name: str, slug: str | None) -> None:
    """Keep a CONVERSATION as a test: every new model reads it before it answers."""
    with _changing(slug) as (shop, db):
        row = find_conversation(db, Viewer(shop.merchant_id, None), conversation)
        if row is None:
            raise click.ClickException("The shop has no conversation by this number.")
        try:
            test, _ = kept.keep_test(db, row, name[:60], None, shop.office.now())
        except kept.NothingToKeep as error:
            raise click.ClickException("The assistant has read none of it.") from error
        _note(shop, db, "test.keep", f"test:{test.id}")
        click.echo(f"Kept as {test.id}")


@taught.command("drop")
@click.argument("test_id", type=int)
@of_shop()
def drop(test_id: int, slug: str | None) -> None:
    """Keep a conversation as a test no longer."""
    with _changing(slug) as (shop, db):
        row = kept.find_test(db, shop.merchant_id, test_id)
        if row is None:
            raise click.ClickException("The shop keeps no test by this number: `dastak taught tests`.")
        kept.drop_test(db, row)
        _note(shop, db, "test.delete", f"test:{test_id}")


def _spot(db: Session, shop: Opened, message: str) -> tuple[Conversation, str, int]:
    """The conversation of a message, and the message's side and number."""
    side, _, number = message.partition("-")
    found = find_by_message(db, shop.merchant_id, side, int(number)) if number.isdecimal() else None
    if found is None:
        raise click.ClickException(NO_MESSAGE)
    return found, side, int(number)


@contextmanager
def _changing(slug: str | None) -> Iterator[tuple[Opened, Session]]:
    with opened(slug) as shop, shop.database.writing.begin() as db:
        yield shop, db


def _note(shop: Opened, db: Session, action: str, subject: str, detail: str = "") -> None:
    audit.record(db, audit.Actor(shop.merchant_id), action, subject, shop.office.now(), detail)
