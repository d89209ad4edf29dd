"""The shop's own people hear of an alert on their phone: once that it is there, once that it is over."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.outgoing import Alert, AlertTold, OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.locale import CODES
from bot.locales.catalogue import say
from bot.ports import SendError
from bot.services.desk import owners
from bot.services.desk.alerts import clear_alert, raise_alert
from bot.services.shop import settings
from bot.services.shop.decisions import BadValue
from bot.tasks.owners import tell_owners
from tests.cast import MEERA, SHOP_SMS, Cast
from tests.driver import post, rows, sms_form, work
from tests.fakes import FakeMessenger, Watch

OWNER = "+919833333333"
AWAY = SendError("no connection", "not_sent")


@pytest.fixture(autouse=True)
def number(bot: Bot, cast: Cast) -> None:
    """The shop has said whom alerts go to; the other shop has not."""
    give(bot, cast, OWNER)


def give(bot: Bot, cast: Cast, number: str) -> None:
    with bot.database.writing.begin() as db:
        settings.change(db, cast.shop, "alerts_to", number, bot.now())


def wrong(bot: Bot, cast: Cast, *causes: str) -> None:
    """Raise an alert of each cause at both shops, and let the scheduler look."""
    with bot.database.writing.begin() as db:
        for shop in (cast.shop, cast.other_shop):
            for cause in causes:
                raise_alert(db, shop, cause, "why", bot.now())
    tell_owners(bot)


def over(bot: Bot, cast: Cast, cause: str) -> None:
    with bot.database.writing.begin() as db:
        clear_alert(db, cast.shop, cause)
    tell_owners(bot)


def alert_of(what: str, cause: str, locale: str = "en") -> str:
    return say(locale, owners.RAISED, {"shop": "Rangoli Handlooms", "what": {"key": what}, "cause": cause})


def test_it_tells_once_that_something_is_wrong_and_once_that_it_is_over(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    wrong(bot, cast, "part:rasa")
    wrong(bot, cast, "part:rasa")
    assert messenger.texts == [alert_of("owner.what.part", "part:rasa")]
    [letter] = messenger.letters
    assert (letter.channel, letter.sender, letter.receiver) == ("sms", SHOP_SMS, OWNER)
    over(bot, cast, "part:rasa")
    tell_owners(bot)
    assert messenger.texts[1:] == [say("en", owners.OVER, {"shop": "Rangoli Handlooms", "cause": "part:rasa"})]
    assert rows(bot, AlertTold) == []
    wrong(bot, cast, "part:rasa")
    assert len(messenger.texts) == 3


def test_a_shop_without_a_number_has_its_desk_alone(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    give(bot, cast, "")
    wrong(bot, cast, "part:rasa")
    assert (messenger.texts, rows(bot, AlertTold)) == ([], [])
    assert {alert.merchant_id for alert in rows(bot, Alert)} == {cast.shop, cast.other_shop}
    for number in (OWNER, MEERA):
        give(bot, cast, number)
        tell_owners(bot)
    assert [letter.receiver for letter in messenger.letters] == [OWNER, MEERA]


def test_what_is_of_one_kind_is_told_together_and_small_things_not_at_all(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    wrong(bot, cast, "part:rasa", "part:actions", "twilio:63007", "file_refused")
    told = [alert_of("owner.what.part", "part:actions, part:rasa"), alert_of("owner.what.sending", "twilio:63007")]
    assert messenger.texts == told


def test_an_hour_has_room_for_four_and_what_still_stands_comes_later(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    for number in range(6):
        wrong(bot, cast, f"twilio:{number}")
    assert len(messenger.texts) == owners.MOST
    with bot.database.writing.begin() as db:
        clear_alert(db, cast.shop, "twilio:4")
    watch.advance(hours=1, seconds=1)
    tell_owners(bot)
    assert messenger.texts[owners.MOST :] == [alert_of("owner.what.sending", "twilio:5")]


def test_it_waits_for_a_twilio_that_is_away_however_long_that_takes(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    messenger.failures = [(AWAY, False)] * 20
    wrong(bot, cast, "part:rasa")
    for _ in range(30):
        watch.advance(minutes=5)
        tell_owners(bot)
    assert messenger.texts == [alert_of("owner.what.part", "part:rasa")]


def test_an_alert_that_cannot_be_delivered_stands_at_the_desk_and_is_not_told_of(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    messenger.failures = [(SendError("no", "refused", 21211), False)]
    wrong(bot, cast, "part:rasa")
    tasks.react(bot, rows(bot, OutgoingMessage)[0].id)
    tell_owners(bot)
    assert owners.NOT_REACHED in {alert.cause for alert in rows(bot, Alert)}
    [talk] = rows(bot, Conversation)
    assert (messenger.texts, talk.needs_person_since) == ([], None)


@pytest.mark.parametrize("locale", CODES)
def test_it_speaks_the_shops_language(bot: Bot, cast: Cast, messenger: FakeMessenger, locale: str) -> None:
    with bot.database.writing.begin() as db:
        db.get_one(Merchant, cast.shop).locale = locale
    wrong(bot, cast, "pull:orders:1")
    assert messenger.texts == [alert_of("owner.what.connection", "pull:orders:1", locale)]


def test_an_answer_to_an_alert_asks_nothing_of_the_assistant_and_the_next_does(
    bot: Bot, cast: Cast, messenger: FakeMessenger
) -> None:
    wrong(bot, cast, "part:rasa")
    for text in ("ok, on it", "where is my order?"):
        post(bot, sms_form(text, OWNER))
        work(bot)
    assert messenger.texts[1:] == [say("en", "owner.noted", {}), "echo: where is my order?"]


def test_a_number_has_to_be_one_that_somebody_carries(bot: Bot, cast: Cast) -> None:
    for typed in ("98330", "+91 98333 33333", SHOP_SMS):
        with pytest.raises(BadValue, match=r"^alerts_to: "):
            give(bot, cast, typed)
