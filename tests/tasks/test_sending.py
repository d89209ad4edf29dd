"""What nobody waits for keeps below the sender's limit: it asks for a place before it claims anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import event

from bot import tasks
from bot.bootstrap import Bot
from bot.queue import Bells
from bot.tasks.sending import send_notice
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import post, whatsapp_form, work
from tests.fakes import FakeMessenger
from tests.services.shelf import messages, stock, tell


class FullStreet(Bells):
    """A sender at its limit: no place for anybody, and every question is noted."""

    def __init__(self, redis_url: str) -> None:
        super().__init__(redis_url)
        self.asked: list[str] = []
        self.room = False

    def take(self, rates: Mapping[str, float], wanted: int, spare: float = 0.0, least: int = 1) -> int:
        self.asked += [sender for sender in rates if sender.startswith("+")]
        return wanted if self.room else 0


@pytest.fixture
def street(bot: Bot) -> FullStreet:
    """Nothing rings on it either."""
    full = FullStreet(bot.settings.redis_url)
    full.know(tasks.QUEUES)
    return full


@pytest.fixture
def slow(bot: Bot, street: FullStreet) -> Bot:
    """The same bot on that street."""
    return replace(bot, bells=street)


def test_a_notice_without_a_place_waits_unclaimed(
    slow: Bot, cast: Cast, street: FullStreet, messenger: FakeMessenger
) -> None:
    [notice_id] = tell(slow, cast, stock(slow, cast), "parcel.shipped")
    tasks.notify(slow, notice_id)
    [row] = messages(slow)
    assert (row.state, row.attempts, row.claimed_at, messenger.letters) == ("queued", 0, None, [])
    written: list[str] = []
    event.listen(slow.database.engine, "before_cursor_execute", lambda *told: written.append(told[2]))
    send_notice(slow, row.id)
    assert [statement for statement in written if "UPDATE" in statement] == []
    assert street.asked == [SHOP_WHATSAPP, SHOP_WHATSAPP]


def test_a_notice_with_a_place_leaves_and_asks_once(
    slow: Bot, cast: Cast, street: FullStreet, messenger: FakeMessenger
) -> None:
    [notice_id] = tell(slow, cast, stock(slow, cast), "parcel.shipped")
    tasks.notify(slow, notice_id)
    street.room = True
    [row] = messages(slow)
    send_notice(slow, row.id)
    send_notice(slow, row.id)
    assert (messages(slow)[0].state, len(messenger.letters), len(street.asked)) == ("accepted", 1, 2)


def test_an_answer_never_asks(slow: Bot, cast: Cast, street: FullStreet, messenger: FakeMessenger) -> None:
    post(slow, whatsapp_form())
    work(slow)
    assert (messenger.texts, street.asked) == (["echo: where is it?"], [])


def test_a_notice_waits_for_the_message_before_it(slow: Bot, cast: Cast, street: FullStreet) -> None:
    shelf = stock(slow, cast)
    for kind in ("parcel.shipped", "order.placed"):
        for notice_id in tell(slow, cast, shelf, kind):
            tasks.notify(slow, notice_id)
    assert [(row.state, row.attempts) for row in messages(slow)] == [("queued", 0), ("queued", 0)]
    assert len(street.asked) == 1
