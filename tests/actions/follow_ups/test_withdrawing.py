"""Whether an open request is to be withdrawn: done at a plain yes, left at a no, put once more at anything between."""

from __future__ import annotations

import pytest

from bot.domain.locale import CODES
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats

YESES = {
    "en": ("yes", "ok do it", "yes, take it back", "yes cancel it"),
    "hi": ("हाँ", "हाँ वापस ले लो", "जी कर दीजिए"),
    "gu": ("હા", "હા પાછું લઈ લો", "ભલે કરી દો"),
    "bn": ("হ্যাঁ", "হ্যাঁ তুলে নিন", "জি করে দেন"),
    "hi-Latn": ("haan", "haan wapas le lo", "ji kar dijiye"),
    "gu-Latn": ("ha", "ha pachu lai lo", "ha kri nakho"),
    "bn-Latn": ("hya", "hya tule nin", "ha kore den"),
}
NOES = {
    "en": ("no", "keep it"),
    "hi": ("नहीं", "रहने दो"),
    "gu": ("ના", "રહેવા દો"),
    "bn": ("না", "থাকুক"),
    "hi-Latn": ("nahi", "rehne do"),
    "gu-Latn": ("na", "rehva do"),
    "bn-Latn": ("na", "thakuk"),
}
BETWEEN = {
    "en": ("hmm", "maybe later"),
    "hi": ("पता नहीं", "हाँ पर अभी नहीं"),
    "gu": ("ખબર નથી", "હા પણ પછી"),
    "bn": ("জানি না", "দেখি"),
    "hi-Latn": ("pata nahi", "dekhte hai"),
    "gu-Latn": ("khabar nathi", "ha pan pachi"),
    "bn-Latn": ("jani na", "dekhi"),
}


def asked(chat: WhoChats, locale: str) -> Chat:
    """John with a return noted for his delivered order, asked whether that is what "cancel it" means."""
    john = chat("John")
    john.locale = locale
    john.says("return_item", "return 1046", order_number="1046")
    john.says("inform", "the colour does not suit us at all")
    john.says("greet", "hi")
    assert john.says("cancel_order", "cancel 1046", order_number="1046")[-1] == "request.withdraw_ask"
    return john


@pytest.mark.parametrize(("locale", "words"), [(locale, words) for locale in CODES for words in YESES[locale]])
def test_a_plain_yes_withdraws(chat: WhoChats, locale: str, words: str) -> None:
    assert asked(chat, locale).says("affirm", words) == ["request.withdrawn"]


@pytest.mark.parametrize("locale", CODES)
def test_a_no_leaves_it_and_a_doubt_asks_again(chat: WhoChats, locale: str) -> None:
    john = asked(chat, locale)
    for words in BETWEEN[locale]:
        assert john.says("out_of_scope", words, 0.4) == ["request.withdraw_ask"], words
    for words in NOES[locale]:
        assert john.says("deny", words) == ["deny.nothing"], words
        assert john.says("cancel_order", "cancel 1046", order_number="1046")[-1] == "request.withdraw_ask"
