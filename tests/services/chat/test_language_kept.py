"""An address in Latin letters, asked for by us, does not change the language of the chat."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.people import Customer
from bot.domain.news import Person
from bot.ports import Said
from bot.services.incoming import people
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger

ADDRESS = "mera ghar kahan hai, 12 Gandhi Road, Paldi"  # clearly Hindi in Latin letters to the test's guesser


@pytest.mark.parametrize(("asked", "locale"), [("request.ask.address", "gu"), ("order.delivered", "hi-Latn")])
def test_it_keeps_the_language_of_who_answers_with_an_address(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, asked: str, locale: str
) -> None:
    dialogue.says = lambda turn: (Said(asked, _values()),)
    post(bot, whatsapp_form("સરનામું બદલો"))
    work(bot)
    post(bot, whatsapp_form(ADDRESS))
    work(bot)
    [asha] = [row for row in rows(bot, Customer) if row.id == cast.asha]
    assert asha.locale == locale


def test_two_messages_in_a_row_change_it_where_one_does_not(bot: Bot, cast: Cast) -> None:
    heard = []
    for text in ("ઓર્ડર ક્યાં છે", "mera order 1042", "mera order 1042 ka hai"):
        post(bot, whatsapp_form(text))
        work(bot)
        heard += [row.locale for row in rows(bot, Customer) if row.id == cast.asha]
    assert heard == ["gu", "gu", "hi-Latn"]


def test_a_contact_card_is_answered_as_one_and_changes_no_language(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, messenger: FakeMessenger
) -> None:
    post(bot, whatsapp_form("ઓર્ડર ક્યાં છે"))
    card = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/x", "MediaContentType0": "text/vcard"}
    post(bot, whatsapp_form("mera order kahan hai", **card))
    work(bot)
    assert len(dialogue.turns) == 1
    assert "કોન્ટેક્ટ" in messenger.texts[-1]
    assert rows(bot, Conversation)[0].needs_person_why == "contact_card"


@pytest.mark.parametrize("word", ["hi", "ok", "Hii 👋", "hello", "Ravi Kumar", "1042"])
def test_a_first_word_of_everybodys_keeps_the_shops_language_and_leaves_the_orders(
    bot: Bot, cast: Cast, dialogue: FakeDialogue, word: str
) -> None:
    with bot.database.writing.begin() as db:
        db.get_one(Customer, cast.asha).locale = None
    post(bot, whatsapp_form(word))
    work(bot)
    with bot.database.writing.begin() as db:
        asha = db.get_one(Customer, cast.asha)
        assert asha.locale is None
        people.note_details(asha, Person(locale="en-IN"))
    post(bot, whatsapp_form("ok"))
    work(bot)
    [asha] = [row for row in rows(bot, Customer) if row.id == cast.asha]
    assert asha.locale == "en"
    assert {turn.metadata["locale"] for turn in dialogue.turns} <= {"gu", "en"}


def _values() -> dict[str, object]:
    return {"number": "1042", "items": "x", "day": "today", "details": {"lines": []}, "courier": "x", "shop": "x"}
