"""A claim asks once how its notice stands, whatever comes of it, and an answer asks nothing of notices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.tasks import by_clock
from tests.cast import Cast
from tests.driver import post, whatsapp_form
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import change, held, messages, run, stock, tell


@contextmanager
def reads_of_notices(bot: Bot) -> Iterator[list[str]]:
    """The statements that read the table of notices meanwhile."""
    with reads_of(bot, "notice") as seen:
        yield seen


@contextmanager
def reads_of(bot: Bot, *tables: str) -> Iterator[list[str]]:
    """The statements that read one of these tables meanwhile."""
    seen: list[str] = []

    def note(*told: object) -> None:
        statement = str(told[2]).replace("\n", " ")
        if any(f"FROM {table} " in statement for table in tables):
            seen.append(statement)

    event.listen(bot.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(bot.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("minutes", "status", "outcome"),
    [
        (29, "open", ("accepted", None)),
        (31, "open", ("canceled", "said_anew")),
        (29, "cancelled", ("expired", "order_open")),
    ],
)
def test_a_claim_asks_once_of_its_notice(
    bot: Bot, cast: Cast, watch: Watch, minutes: int, status: str, outcome: tuple[str, str | None]
) -> None:
    shelf = stock(bot, cast, window=False)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert held(bot) == [("held", "no_template")]
    watch.advance(minutes=minutes)
    change(bot, Order, shelf.order, status=status)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    change(bot, OutgoingMessage, messages(bot)[0].id, not_before=watch())
    by_clock.release_held(bot)
    with reads_of_notices(bot) as seen:
        tasks.send(bot, messages(bot)[0].id)
    assert held(bot)[0] == outcome
    assert len(seen) == 1


def test_an_answer_asks_nothing_of_notices(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form())
    with reads_of_notices(bot) as seen:
        tasks.answer(bot, 1)
    assert (len(messenger.letters), seen) == (1, [])


def test_an_answer_is_claimed_as_it_was_written(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    """The claim in the transaction of the record reads neither message nor conversation nor shop again."""
    post(bot, whatsapp_form())
    with reads_of(bot, "conversation", "merchant") as seen:
        tasks.answer(bot, 1)
    assert len(messenger.letters) == 1
    whole = [statement for statement in seen if "public_id" in statement or "merchant.slug" in statement]
    assert len(whole) == 2, whole  # the beginning and the record, each with the shop
