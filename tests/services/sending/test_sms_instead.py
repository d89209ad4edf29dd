"""The SMS in a WhatsApp message's place: in parts where one does not carry it; a notice in the shop's words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot import tasks
from bot.bootstrap import Bot
from bot.db.orders import Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer, Identity
from bot.db.shop import Sentence
from bot.domain.locale import CODES
from bot.locales.catalogue import say
from bot.ports import DialogueTurn, Offered, Said
from tests.cast import Cast
from tests.driver import callback, post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger, Watch
from tests.services.shelf import change, held, run, stock, tell

MOST = 1600  # letters that Twilio takes


def test_a_long_list_comes_in_parts_with_its_numbers_last(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    # A thousand letters and ten whole titles of two hundred: a list on WhatsApp, too much for one SMS.
    titles = [f"{number} " + "saree " * 33 + "end" for number in range(1, 11)]
    offers = tuple(Offered("list.product", {"title": title}, f"ask_{place}") for place, title in enumerate(titles, 1))

    def says(turn: DialogueTurn) -> tuple[Said, ...]:
        return (Said(None, {}, text="A sentence of news. " * 50, offers=offers),)

    dialogue.says = says
    post(bot, whatsapp_form())
    work(bot)
    [first] = rows(bot, OutgoingMessage)
    callback(bot, first, "undelivered", ErrorCode="63024")
    tasks.react(bot, first.id)
    work(bot)
    parts = [letter.text for letter in messenger.letters[1:]]
    assert len(parts) == 3
    assert max(map(len, parts)) <= MOST
    lines = [line for part in parts for line in part.splitlines()]
    assert [line for line in lines if line.endswith("end")] == [f"{n}. {title}" for n, title in enumerate(titles, 1)]
    post(bot, sms_form("10"))
    work(bot)
    assert dialogue.turns[-1].message == "/ask_10"


@pytest.mark.parametrize("locale", CODES)
def test_a_held_notice_goes_by_sms_in_the_shops_words(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger, locale: str
) -> None:
    shelf = stock(bot, cast, window=False)
    own = {
        "choice.line": "({position}) {title}",
        "choice.hint": "Just the number.",
        "button.other_day": "Bring it on another day, please",
    }
    change(bot, Customer, cast.asha, locale=locale)
    change(bot, Parcel, shelf.parcel, stage="attempt_failed", milestone="attempt_failed")
    with bot.database.writing.begin() as db:
        db.add_all(Sentence(merchant_id=cast.shop, key=key, locale=locale, text=text) for key, text in own.items())
        [phone] = db.scalars(select(Identity.id).where(Identity.customer_id == cast.asha))
    tell(bot, cast, shelf, "parcel.attempt_failed")
    run(bot)
    assert held(bot) == [("held", "no_template")]
    change(bot, Identity, phone, not_on_whatsapp=True)
    watch.advance(minutes=31)
    run(bot)
    assert held(bot) == [("canceled", "said_anew"), ("accepted", None)]
    person = say(locale, "button.person", {})
    lines = messenger.texts[0].splitlines()
    assert lines[-4] == "(1) Bring it on another day, please"
    assert lines[-2:] == [f"(3) {person}", "Just the number."]
