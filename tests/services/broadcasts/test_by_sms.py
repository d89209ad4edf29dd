"""A broadcast by SMS: to who agreed to that, in the hours of the law whatever the shop's are."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.people import Consent
from bot.db.shop import Merchant
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeMessenger, Watch
from tests.services.broadcasts.crowd import add_crowd, draft_for, feed, freeze, leave_all, recipients, start
from tests.services.shelf import NIGHT, change


def test_it_keeps_the_laws_hours(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    watch.move_to(NIGHT)
    change(bot, Merchant, cast.shop, country="SG", marketing_from="08:00", marketing_until="23:00")
    ids = add_crowd(bot, cast, 2)
    broadcast_id = draft_for(bot, cast, by_sms=True)
    change(bot, Merchant, cast.shop, whatsapp_from=None)
    for word in rows(bot, Consent):
        if word.customer_id == ids[0]:
            change(bot, Consent, word.id, channel="sms")
    start(bot, broadcast_id, 2)
    freeze(bot, broadcast_id)
    feed(bot, broadcast_id)
    found = {row.customer_id: (row.state, row.reason, row.due_at) for row in recipients(bot, broadcast_id)}
    ten = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)  # in India
    assert found[ids[0]] == ("pending", "quiet_hours", ten)
    assert found[ids[1]][:2] == ("skipped", "no_consent")
    watch.move_to(ten)
    change(bot, Broadcast, broadcast_id, alive_at=bot.now())
    feed(bot, broadcast_id)
    leave_all(bot)
    assert [letter.channel for letter in messenger.letters] == ["sms"]
