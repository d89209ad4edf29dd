"""What is tried again is one person on the receipt, with what all its tries cost, however old these are."""

from __future__ import annotations

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import OutgoingMessage
from bot.services.broadcasts import billing
from bot.services.broadcasts.outcomes import ReceiptPart as P
from bot.services.privacy.last_words import keep_last_words
from tests.cast import Cast
from tests.driver import callback, rows
from tests.fakes import Watch
from tests.services.broadcasts.crowd import feed, leave_all, running
from tests.services.broadcasts.test_receipt import take
from tests.services.shelf import change


def test_what_is_tried_again_counts_once_as_held_by_whatsapp(bot: Bot, cast: Cast, watch: Watch) -> None:
    broadcast_id, _ = running(bot, cast, 1, lasts_hours=100)
    feed(bot, broadcast_id)
    leave_all(bot)
    first = rows(bot, OutgoingMessage)[0]
    callback(bot, first, "undelivered", ErrorCode="63049")
    assert take(bot, broadcast_id).parts == {P.DROPPED: 1}
    tasks.react(bot, first.id)
    told = take(bot, broadcast_id)
    assert (told.parts, told.reasons[0].reason.name, told.reasons[0].reason.retry) == ({P.HELD: 1}, "63049", "later")
    _forget(bot, first.id)
    assert take(bot, broadcast_id) == told
    watch.advance(hours=25)
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    leave_all(bot)
    callback(bot, rows(bot, OutgoingMessage)[-1], "delivered")
    last = take(bot, broadcast_id)
    assert (last.parts, last.cost_micros) == ({P.DELIVERED: 1}, 2 * 863_100)  # both tries, whatever is still kept
    _forget(bot, rows(bot, OutgoingMessage)[-1].id)
    assert take(bot, broadcast_id) == last
    with bot.database.reading.begin() as db:
        bill = billing.read_bill(db, db.get_one(Broadcast, broadcast_id))
    assert (bill.taken, [(one.micros, one.messages) for one in bill.sums]) == (2, [(29_000, 2)])


def _forget(bot: Bot, outgoing_id: int) -> None:
    """Let a message that was billed grow older than messages are kept."""
    change(bot, OutgoingMessage, outgoing_id, billed_micros=14_500, billed_unit="USD")
    with bot.database.writing.begin() as db:
        keep_last_words(db, [outgoing_id])
    change(bot, OutgoingMessage, outgoing_id, broadcast_id=None)  # as if it were gone
