"""WhatsApp's moving day: how many new people there may be, who is first, and how it goes on by itself."""

from __future__ import annotations

from datetime import timedelta

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.conversations import Conversation
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.services.broadcasts import allowance
from bot.services.broadcasts.allowance import Allowance, DayShare
from bot.services.broadcasts.telling import say_standstill
from bot.tasks.broadcasts import keep_broadcasts
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import add_crowd, draft_for, freeze, read, recipients, running, start, states
from tests.services.shelf import change


def take_turn(bot: Bot, broadcast_id: int) -> None:
    """A worker's turn; the scheduler has seen it going."""
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    tasks.feed(bot, broadcast_id)


def test_the_rest_waits_for_the_next_day_and_goes_on_by_itself(
    bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch
) -> None:
    change(bot, Merchant, cast.shop, portfolio_allowance=2)
    broadcast_id, _ = running(bot, cast, 5)
    assert (read(bot, broadcast_id).expires_at or bot.now()) - bot.now() > timedelta(hours=24 + 48)
    for _ in range(2):
        take_turn(bot, broadcast_id)
    assert len(messenger.letters) == 2
    assert states(bot, broadcast_id) == {("handed_over", ""): 2, ("pending", ""): 3}
    waiting = read(bot, broadcast_id)
    assert (waiting.state, waiting.waits_until) == ("running", bot.now() + timedelta(hours=24))
    assert "as WhatsApp allows" in say_standstill(waiting)
    assert keep_broadcasts(bot) == 0
    watch.advance(hours=24, minutes=1)
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    assert keep_broadcasts(bot) == 1
    take_turn(bot, broadcast_id)
    assert len({letter.receiver for letter in messenger.letters}) == 4
    watch.advance(hours=24, minutes=1)
    take_turn(bot, broadcast_id)
    assert len({letter.receiver for letter in messenger.letters}) == len(messenger.letters) == 5


def test_shops_of_a_portfolio_share_it_and_who_wrote_takes_no_place(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    change(bot, Merchant, cast.shop, portfolio="one", portfolio_allowance=3)
    change(bot, Merchant, cast.other_shop, portfolio="one", whatsapp_from="+917900000009")
    broadcast_id, people = running(bot, cast, 3)
    take_turn(bot, broadcast_id)
    first = rows(bot, Conversation)[0]
    with bot.database.reading.begin() as db:
        other = allowance.find_allowance(db, db.get_one(Merchant, cast.other_shop), bot.now())
    assert other is not None
    assert (other.used, other.left) == (3, 0)
    change(bot, Conversation, first.id, last_inbound_at=bot.now())
    change(bot, Merchant, cast.shop, marketing_per_day=9)
    second = draft_for(bot, cast, {"customers": [first.customer_id, people[1]]})
    start(bot, second, 2)
    freeze(bot, second)
    take_turn(bot, second)
    assert len(messenger.letters) == 4


def test_the_best_customers_are_first(bot: Bot, cast: Cast) -> None:
    change(bot, Merchant, cast.shop, portfolio_allowance=2)
    ids = add_crowd(bot, cast, 4)
    with bot.database.writing.begin() as db:
        for number, days in ((1, 200), (3, 10), (3, 20)):
            whole = {"merchant_id": cast.shop, "customer_id": ids[number], "payment": "paid", "total": 100}
            db.add(Order(**whole, number=f"#b{number}{days}", placed_at=bot.now() - timedelta(days=days)))
    broadcast_id = draft_for(bot, cast)
    start(bot, broadcast_id, 4)
    freeze(bot, broadcast_id)
    take_turn(bot, broadcast_id)
    got = {row.customer_id for row in recipients(bot, broadcast_id) if row.state == "handed_over"}
    assert got == {ids[3], ids[1]}


def test_without_a_limit_nothing_is_split(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    for most in (None, 0):
        change(bot, Merchant, cast.shop, portfolio_allowance=most)
        with bot.database.reading.begin() as db:
            assert allowance.find_allowance(db, db.get_one(Merchant, cast.shop), bot.now()) is None
    assert allowance.plan_days(None, 7, bot.now()) == (DayShare(bot.now(), 7),)
    broadcast_id, _ = running(bot, cast, 3)
    take_turn(bot, broadcast_id)
    assert len(rows(bot, OutgoingMessage)) == len(messenger.letters) == 3


def test_the_days_are_told_beforehand(bot: Bot) -> None:
    now, day = bot.now(), timedelta(hours=24)
    left = Allowance(10, 4, now)
    assert allowance.plan_days(left, 18, now) == (DayShare(now, 6), DayShare(now + day, 10), DayShare(now + 2 * day, 2))
    full = Allowance(10, 10, now)
    assert allowance.plan_days(full, 3, now) == (DayShare(now + day, 3),)
    assert allowance.plan_days(left, 0, now) == ()
