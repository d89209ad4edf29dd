"""Stops, WhatsApp's limits and the way round by SMS; and what is held leaves or expires."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Identity
from bot.domain.consent import ConsentSource, Purpose
from bot.services.people import consent
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import NIGHT, change, held, messages, run, stock, tell


def test_after_stop_nothing_leaves_and_what_was_held_expires(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        consent.withdraw(db, shelf.conversation, Purpose.ANY, ConsentSource.KEYWORD, "STOP", watch())
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert held(bot) == [("held", "opted_out")]
    watch.advance(hours=25)
    run(bot)
    assert held(bot) == [("expired", "opted_out")]
    assert messenger.letters == []


def test_it_goes_by_sms_where_whatsapp_does_not_reach(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    with bot.database.writing.begin() as db:
        db.query(Identity).filter(Identity.customer_id == cast.asha).update({"not_on_whatsapp": True})
    run(bot)
    [letter] = messenger.letters
    assert (letter.channel, letter.receiver) == ("sms", "+919800000001")
    [row] = messages(bot)
    assert row.segments
    assert row.cost_micros


def test_it_is_held_outside_the_window_without_a_template(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast, window=False)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    assert messenger.letters == []
    [row] = messages(bot)
    assert row.state == "held"
    assert (row.held_because or "").startswith(("no_template", "template"))
    # The customer writes: the window is open, and the news leaves as free text.
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    change(bot, OutgoingMessage, row.id, not_before=watch())
    run(bot)
    assert len(messenger.letters) == 1


def test_a_held_message_that_is_no_longer_true_expires(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    change(bot, Order, shelf.order, status="cancelled")
    watch.advance(hours=10)
    run(bot)
    assert held(bot) == [("expired", "order_open")]
    assert messenger.letters == []
