"""A notice that waited is put into new words on whichever channel it leaves, and however it came to wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer, Identity
from bot.domain.locale import CODES
from bot.locales.catalogue import say
from bot.ports import SendError
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.notices.test_after_a_night import at_night, in_the_morning
from tests.services.shelf import NIGHT, change, held, messages, run, stock, tell


def phone_of(bot: Bot, customer: int) -> int:
    """The row of a customer's phone."""
    with bot.database.reading.begin() as db:
        return db.scalars(select(Identity.id).where(Identity.customer_id == customer, Identity.kind == "phone")).one()


@pytest.mark.parametrize("locale", CODES)
def test_tomorrow_is_today_by_sms_too(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, locale: str
) -> None:
    change(bot, Customer, cast.asha, locale=locale)
    shelf = at_night(bot, cast, watch, "parcel.shipped", date(2026, 11, 22))
    change(bot, Identity, phone_of(bot, cast.asha), not_on_whatsapp=True)
    in_the_morning(bot, watch)
    assert held(bot) == [("canceled", "said_anew"), ("accepted", None)]
    old, new = (message.text for message in messages(bot))
    assert [letter.channel for letter in messenger.letters] == ["sms"]
    assert (say(locale, "word.tomorrow", {}) in old, say(locale, "word.tomorrow", {}) in new) == (True, False)
    assert shelf.conversation != messages(bot)[1].conversation_id


def test_what_nobody_was_there_to_send_is_said_anew(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    watch.time = NIGHT - timedelta(hours=4)
    shelf = stock(bot, cast)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    change(bot, Parcel, shelf.parcel, expected_on=date(2026, 11, 22))
    tell(bot, cast, shelf, "parcel.shipped")
    messenger.failures = [(SendError("away", "not_sent", None), False)]
    run(bot)
    assert held(bot) == [("queued", None)]
    watch.advance(hours=14)
    run(bot)
    assert held(bot) == [("canceled", "said_anew"), ("accepted", None)]
    assert messenger.texts == [messages(bot)[1].text] != [messages(bot)[0].text]


def test_what_whatsapp_gives_back_after_a_night_is_said_anew_by_sms(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    watch.time = NIGHT - timedelta(hours=4)
    shelf = stock(bot, cast)
    change(bot, Conversation, shelf.conversation, last_inbound_at=watch())
    change(bot, Parcel, shelf.parcel, expected_on=date(2026, 11, 22))
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)
    [sent] = messages(bot)
    watch.advance(hours=14)
    change(bot, OutgoingMessage, sent.id, state="undelivered", error_code=63024)
    tasks.react(bot, sent.id)
    run(bot)
    assert [letter.channel for letter in messenger.letters] == ["whatsapp", "sms"]
    assert messenger.texts == [message.text for message in messages(bot)]
    assert messenger.texts[0] != messenger.texts[1]
