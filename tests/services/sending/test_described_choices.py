"""A numbered list on SMS says of each choice what WhatsApp shows below its row, where one message holds it."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.domain.locale import CODES
from bot.domain.sending import ROW_DESCRIPTION
from bot.locales.catalogue import say
from bot.ports import DialogueTurn, Offered, Said
from tests.cast import Cast
from tests.driver import callback, post, rows, sms_form, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger

MOST = 1600  # letters that Twilio takes


def offer(dialogue: FakeDialogue, title: str, described: list[str]) -> None:
    """Let a list of products be offered, each with a description; "" is a product without."""
    offers = tuple(
        Offered("list.product", {"title": title}, "ask_product", description=("list.product", {"title": words}))
        if words
        else Offered("list.product", {"title": title}, "ask_product")
        for words in described
    )

    def says(turn: DialogueTurn) -> tuple[Said, ...]:
        return (Said(None, {}, text="Here they are:", offers=offers, as_list=True),)

    dialogue.says = says


@pytest.mark.parametrize("locale", CODES)
def test_it_says_them_in_the_line_and_leaves_out_what_is_not_there(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, locale: str
) -> None:
    with bot.database.writing.begin() as db:
        customer = db.get_one(Customer, cast.asha)
        customer.locale, customer.locale_chosen = locale, True
    offer(dialogue, "Saree", ["₹2,499", ""])
    post(bot, sms_form("123"))
    work(bot)
    [letter] = messenger.letters
    hint = say(locale, "choice.hint", {})
    assert letter.text.splitlines() == ["Here they are:", "1. Saree: ₹2,499", "2. Saree", *hint.splitlines()]


def test_the_sms_in_a_lists_place_has_them_cut_as_whatsapp_cuts_them(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    offer(dialogue, "Saree", ["woven " * 20, "₹2,499"])
    post(bot, whatsapp_form("123"))
    work(bot)
    [first] = rows(bot, OutgoingMessage)
    callback(bot, first, "undelivered", ErrorCode="63024")
    tasks.react(bot, first.id)
    work(bot)
    by_whatsapp, by_sms = messenger.letters
    told = [button.description for button in by_whatsapp.buttons]
    assert by_sms.text.splitlines()[1:3] == [f"1. Saree: {told[0]}", f"2. Saree: {told[1]}"]
    assert len(told[0]) <= ROW_DESCRIPTION


def test_a_list_too_long_for_one_message_does_without(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    offer(dialogue, "Saree " * 20, ["woven " * 12] * 10)
    post(bot, sms_form("123"))
    work(bot)
    [letter] = messenger.letters
    assert len(letter.text) <= MOST
    assert "woven" not in letter.text
