"""Whether Advanced Opt-Out is on is seen by the stop words that come, and nobody is told of a stop twice."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.services.accounts import opt_out
from tests.cast import Cast
from tests.driver import post, sms_form, whatsapp_form, work
from tests.fakes import FakeMessenger, Watch


def _seen(bot: Bot, shop: int) -> tuple[bool, str] | None:
    with bot.database.reading.begin() as db:
        found = opt_out.find_seen(db, shop)
    return None if found is None else (found.is_on, found.at.isoformat())


def test_a_stop_shows_who_confirms_it(bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger) -> None:
    post(bot, whatsapp_form("where is it?"))
    post(bot, sms_form("STOP"))  # there Twilio answers it in any case
    work(bot)
    assert (_seen(bot, cast.shop), messenger.texts) == (None, ["echo: where is it?"])
    post(bot, whatsapp_form("STOP"))
    work(bot)
    assert (_seen(bot, cast.shop), len(messenger.letters)) == ((False, bot.now().isoformat()), 2)
    watch.advance(minutes=5)
    post(bot, whatsapp_form("STOP", OptOutType="STOP"))
    post(bot, whatsapp_form("HELP", OptOutType="HELP"))
    work(bot)
    assert (_seen(bot, cast.shop), len(messenger.letters)) == ((True, bot.now().isoformat()), 2)
    post(bot, whatsapp_form("બંધ કરો"))  # none of Twilio's words, and shows nothing
    work(bot)
    assert _seen(bot, cast.shop) is not None
    assert _seen(bot, cast.other_shop) is None
