"""How fast a sender may send: by dated facts or the shop's setting, less after it was told, then slowly more."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.db.pace import SenderPace
from bot.db.shop import Merchant
from bot.domain.prices import limit_on
from bot.ports import SendError
from bot.services.sending import pace
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import callback, rows
from tests.fakes import ACCOUNT, FakeMessenger, Watch
from tests.services.broadcasts.crowd import feed, leave_all, running
from tests.services.shelf import change


def rates(bot: Bot) -> tuple[float, float]:
    """Of the shop's number, and of the account."""
    with bot.database.reading.begin() as db:
        found = pace.find_rates(db, SHOP_WHATSAPP, ACCOUNT, bot.now())
    return found[SHOP_WHATSAPP], found[pace.name_account(ACCOUNT)]


def test_the_limits_are_dated_facts_unless_the_shop_has_told(bot: Bot, cast: Cast) -> None:
    day = bot.now().date()
    usual = limit_on(day, "whatsapp_per_second")
    assert rates(bot) == (usual, limit_on(day, "account_per_second"))
    change(bot, Merchant, cast.shop, whatsapp_per_second=400)
    assert rates(bot)[0] == 400


@pytest.mark.parametrize("code", [63018, 21611, 30001])
def test_a_number_that_is_too_fast_goes_half_as_fast_and_comes_back_slowly(
    bot: Bot, cast: Cast, watch: Watch, code: int
) -> None:
    whole = rates(bot)
    broadcast_id, _ = running(bot, cast, 2)
    feed(bot, broadcast_id)
    leave_all(bot)
    for row in rows(bot, OutgoingMessage):
        callback(bot, row, "failed", ErrorCode=str(code))
        tasks.react(bot, row.id)  # the second is of the same burst
    assert rates(bot) == (whole[0] / 2, whole[1])
    watch.advance(seconds=20)
    assert whole[0] / 2 < rates(bot)[0] < whole[0]
    watch.advance(seconds=90)
    assert rates(bot) == whole


def test_too_many_requests_slow_the_account_from_what_its_number_may(
    bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch
) -> None:
    broadcast_id, _ = running(bot, cast, 1)
    [row_id] = feed(bot, broadcast_id)
    number, _ = rates(bot)
    messenger.failures = [(SendError("too many", "not_sent", 20429), False)]
    tasks.send_broadcast(bot, row_id)
    assert rates(bot) == (number, number / 2)
    watch.advance(seconds=10)
    messenger.failures = [(SendError("too many", "not_sent", 20429), False)]
    tasks.send_broadcast(bot, row_id)
    assert rates(bot)[1] < number
    assert len(rows(bot, SenderPace)) == 1
