"""What is looked at again and again keeps all its tries, and calls for a person once."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.people import Identity
from bot.db.shop import Merchant
from bot.ports import SendError
from bot.services.sending import outbox
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import NIGHT, change, held, messages, run, stock, tell


def look_again(bot: Bot, watch: Watch, times: int) -> None:
    for _ in range(times):
        watch.advance(minutes=31)
        run(bot)


def test_it_has_all_its_tries_left(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    shelf = stock(bot, cast, window=False)
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    look_again(bot, watch, len(outbox.RETRY_WAITS) + 1)
    [row] = messages(bot)
    assert (row.state, row.held_because, row.attempts) == ("held", "no_template", 0)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    messenger.failures = [(SendError("too many", "not_sent", 20429), False)]
    look_again(bot, watch, 2)
    assert len(messenger.letters) == 1


def test_it_calls_for_a_person_once(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    watch.time = NIGHT
    shelf = stock(bot, cast)
    change(bot, Merchant, cast.shop, sms_from=None)
    with bot.database.reading.begin() as db:
        phone = db.query(Identity).filter_by(customer_id=cast.asha, kind="phone").one().id
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    change(bot, Identity, phone, not_on_whatsapp=True)
    watch.advance(hours=10)
    for calls in (True, False, False):
        run(bot)
        assert held(bot) == [("held", "unreachable")]
        with bot.database.reading.begin() as db:
            assert (db.get_one(Conversation, shelf.conversation).needs_person_since is not None) == calls
        change(bot, Conversation, shelf.conversation, needs_person_since=None)
        watch.advance(minutes=31)
