"""A shop's own words hold on every way out: in the SMS that takes a WhatsApp message's place, and on a list's label."""

from __future__ import annotations

import pytest

from bot import tasks
from bot.bootstrap import Bot
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Sentence
from bot.domain.locale import CODES
from bot.locales.catalogue import say
from bot.ports import DialogueTurn, Offered, Said
from tests.cast import Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import FakeDialogue, FakeMessenger

LONG = "Talk to the weavers of Rangoli about the red saree"  # no button shows that much


def _ask(bot: Bot, cast: Cast, dialogue: FakeDialogue, locale: str, own: dict[str, str], *, as_list: bool) -> None:
    """Asha, who reads a locale, is offered two choices with long titles, in the shop's words."""
    with bot.database.writing.begin() as db:
        customer = db.get_one(Customer, cast.asha)
        customer.locale, customer.locale_chosen = locale, True
        for key, text in own.items():
            db.add(Sentence(merchant_id=cast.shop, key=key, locale=locale, text=text))

    def says(turn: DialogueTurn) -> tuple[Said, ...]:
        offers = tuple(Offered("button.person", {}, "talk_to_person") for _ in range(2))
        return (Said("flow.back_plain", {}, offers=offers, as_list=as_list),)

    dialogue.says = says
    post(bot, whatsapp_form("123"))
    work(bot)


@pytest.mark.parametrize("locale", CODES)
def test_the_sms_instead_keeps_the_shops_words_and_whole_titles(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, locale: str
) -> None:
    own = {"choice.line": "({position}) {title}", "choice.hint": "Just the number, please.", "button.person": LONG}
    _ask(bot, cast, dialogue, locale, own, as_list=False)
    [first] = rows(bot, OutgoingMessage)
    assert [button.title for button in messenger.letters[0].buttons] == [LONG[:19].rstrip() + "…"] * 2
    callback(bot, first, "undelivered", ErrorCode="63024")
    tasks.react(bot, first.id)
    work(bot)
    sms = messenger.letters[1]
    assert sms.channel == "sms"
    assert sms.text.splitlines()[1:] == [f"(1) {LONG}", f"(2) {LONG}", "Just the number, please."]


def test_the_sms_instead_of_a_slip_is_in_our_words(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    _ask(bot, cast, dialogue, "en", {"choice.line": "{positon}) {title"}, as_list=False)
    [first] = rows(bot, OutgoingMessage)
    callback(bot, first, "undelivered", ErrorCode="63024")
    tasks.react(bot, first.id)
    work(bot)
    ours = say("en", "choice.line", {"position": "1", "title": say("en", "button.person", {})})
    assert messenger.letters[1].text.splitlines()[1] == ours


@pytest.mark.parametrize("locale", CODES)
def test_a_list_opens_with_the_shops_words(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue, locale: str
) -> None:
    _ask(bot, cast, dialogue, locale, {"list.open": "Have a look"}, as_list=True)
    assert messenger.letters[0].list_label == "Have a look"


def test_a_cut_title_is_known_when_it_is_typed(
    bot: Bot, cast: Cast, messenger: FakeMessenger, dialogue: FakeDialogue
) -> None:
    _ask(bot, cast, dialogue, "en", {"button.person": LONG}, as_list=False)
    post(bot, whatsapp_form(messenger.letters[0].buttons[0].title))
    work(bot)
    assert dialogue.turns[-1].message == "/talk_to_person"
