"""What was said between a backup and its restore is not said again, though only Twilio knows of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import tasks
from bot.backup.making import back_up
from bot.backup.restoring import restore
from bot.bootstrap import Bot
from bot.channels.twilio.message_log import MessageLog
from bot.db import snapshot
from bot.db.connections import Pull
from bot.db.conversations import InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.domain.moments import MomentKind
from bot.domain.rules import Happening
from bot.ports import Letter
from bot.services.connections import pulls
from bot.services.moments import record
from tests.cast import Cast
from tests.conftest import leave_postgres
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.engines import engine_at, on_sqlite
from tests.fakes import ACCOUNT, TOKEN, FakeMessenger, Watch
from tests.http_server import serving
from tests.services.connections.shops import run as pull
from tests.services.connections.test_messages_pulled import Twilio, listed
from tests.services.shelf import Shelf, run, stock


@pytest.fixture
def put_back(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, tmp_path: Path) -> Callable[[], None]:
    """A backup made now, ten minutes before anything happens; calling this puts it back, an hour after."""

    def stamp(letter: Letter, sid: str) -> None:
        messenger.log[-1] = dataclasses.replace(messenger.log[-1], created_at=watch())

    def put() -> None:
        watch.advance(hours=1)
        engine_at(bot.settings.database_url).dispose()
        if not snapshot.is_sqlite(bot.settings.database_url):
            leave_postgres(bot.settings.database_url)
        restore(bot.settings, tmp_path / "one.zip", watch(), over=True)
        watch.advance(minutes=10)

    messenger.during_send = stamp
    with bot.database.writing.begin() as db:
        pulls.plan(db, bot.now())
        for other in db.scalars(select(Pull).where(Pull.merchant_id != 1)):
            db.delete(other)
    back_up(bot.settings, tmp_path / "one.zip", watch())
    watch.advance(minutes=10)
    return put


def _happen(bot: Bot, cast: Cast, shelf: Shelf, at: datetime) -> None:
    """The carrier says, now or once more, that Asha's parcel left at this time."""
    kind = MomentKind("parcel.shipped")
    shipped = Happening(kind, f"parcel:{shelf.parcel}", cast.asha, at, order_id=shelf.order, parcel_id=shelf.parcel)
    with bot.database.writing.begin() as db:
        record.record_moment(db, cast.shop, shipped, bot.now())
    run(bot)


def _settle(bot: Bot) -> list[tuple[str, str | None]]:
    for row in rows(bot, OutgoingMessage):
        tasks.settle(bot, row.id)
    run(bot)
    return [(row.state, row.sid) for row in rows(bot, OutgoingMessage)]


def _pull_again(bot: Bot, at: datetime, *texts: str) -> None:
    """Ask Twilio for what customers wrote, as the scheduler does after an outage, and answer it."""
    heard = [listed(900 + place, at + timedelta(minutes=place), text) for place, text in enumerate(texts)]
    with serving(Twilio(whatsapp=[heard[::-1]])) as twilio:
        pull(dataclasses.replace(bot, message_log=MessageLog(ACCOUNT, TOKEN, twilio.url)), "messages")
    work(bot)


def test_an_answer_that_only_twilio_knows_of_is_not_given_again(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, put_back: Callable[[], None]
) -> None:
    asked_at = watch()
    post(bot, whatsapp_form("where is 1042?", MessageSid=f"SM{900:032x}"))
    work(bot)
    [lost] = rows(bot, OutgoingMessage)
    put_back()
    assert rows(bot, InboundMessage) == []
    _pull_again(bot, asked_at, "where is 1042?", "and 1043?")
    assert [row.text for row in rows(bot, InboundMessage)] == ["where is 1042?", "and 1043?"]
    # That of a message whose row is lost comes late.
    callback(bot, lost, "delivered", MessageSid=lost.sid or "")
    found, answered = _settle(bot)
    assert found == ("delivered", lost.sid)
    assert messenger.texts == ["echo: where is 1042?", "echo: and 1043?"]
    assert answered[0] == "accepted"
    # Who asks the same once more is answered once more.
    post(bot, whatsapp_form("where is 1042?"))
    work(bot)
    assert messenger.texts[2:] == ["echo: where is 1042?"]


@on_sqlite
def test_a_notice_that_only_twilio_knows_of_is_not_told_again(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, put_back: Callable[[], None]
) -> None:
    stock(bot, cast)
    happened_at = watch()
    _happen(bot, cast, Shelf(1, 1, 1, 1), happened_at)
    [lost] = rows(bot, OutgoingMessage)
    put_back()
    shelf = stock(bot, cast)  # as the shop's pull brings the order
    _happen(bot, cast, shelf, happened_at)
    assert _settle(bot) == [("sent", lost.sid)]
    assert len(messenger.letters) == 1


@on_sqlite
def test_a_notice_of_another_order_is_told_though_its_words_are_nearly_the_same(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, put_back: Callable[[], None]
) -> None:
    stock(bot, cast)
    happened_at = watch()
    _happen(bot, cast, Shelf(1, 1, 1, 1), happened_at)
    messenger.log[-1] = dataclasses.replace(messenger.log[-1], body=messenger.log[-1].body.replace("1042", "1043"))
    put_back()
    shelf = stock(bot, cast)
    _happen(bot, cast, shelf, happened_at)
    _settle(bot)
    assert len(messenger.letters) == 2
