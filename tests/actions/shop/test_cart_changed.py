"""What is in a cart is changed on its page: that is said, with what is in it, wherever a change is wished."""

from __future__ import annotations

import pytest

from bot.domain.locale import CODES
from bot.locales.catalogue import say
from tests.actions.conftest import NOBODY, WhoChats

CHANGES = {
    "en": ("remove the cushion from my cart", "add one more diya to the cart", "empty my cart please"),
    "hi": ("कार्ट से लैंप हटा दो", "कार्ट में एक और दीया डाल दो", "मेरी कार्ट खाली कर दो"),
    "gu": ("કાર્ટમાંથી દીવો કાઢી નાખો", "કાર્ટમાં બીજો લેમ્પ ઉમેરો", "કાર્ટ ખાલી કરી દો"),
    "bn": ("কার্ট থেকে ল্যাম্পটা সরিয়ে দিন", "কার্টে আরেকটা যোগ করুন", "কার্ট খালি করে দিন"),
    "hi-Latn": ("cart se lamp hata do", "isme nahi, cart me ek aur diya add kar do", "mera cart khali karo"),
    "gu-Latn": ("cart mathi divo kadhi nakho", "cart ma bijo lamp umero", "cart khali kari do"),
    "bn-Latn": ("cart theke lamp ta bad din", "cart e arekta jog korun", "cart khali kore din"),
}
QUESTIONS = {
    "en": "what did I add to my cart?",
    "hi": "कार्ट में क्या डाला था मैंने",
    "gu": "મારા કાર્ટમાં શું છે?",
    "bn": "আমার কার্টে কী আছে",
    "hi-Latn": "maine cart me kya dala tha",
    "gu-Latn": "mara cart ma su che",
    "bn-Latn": "amar cart e ki ache",
}


@pytest.mark.parametrize("locale", CODES)
@pytest.mark.parametrize("intent", ["ask_product", "cancel_order"])
def test_a_change_of_the_cart_is_told_where_it_is_made(chat: WhoChats, intent: str, locale: str) -> None:
    for words in CHANGES[locale]:
        farida = chat("Farida")
        farida.locale = locale
        assert farida.says(intent, words) == ["cart.change"], words
        told = say(locale, "cart.change", farida.told[0]["values"])
        assert "https://rangolihandlooms.example/cart/cart-farida-1" in told
        assert "₹9,247" in told


@pytest.mark.parametrize("locale", CODES)
def test_what_is_in_it_is_a_question(chat: WhoChats, locale: str) -> None:
    farida = chat("Farida")
    farida.locale = locale
    assert farida.says("ask_cart", QUESTIONS[locale]) == ["cart.answer"]


def test_below_the_cart_it_need_not_be_named(chat: WhoChats) -> None:
    farida = chat("Farida")
    farida.says("ask_cart", "my cart")
    assert farida.says("ask_product", "remove the lamp") == ["cart.change"]
    farida.locale = "hi-Latn"
    assert farida.says("ask_product", "isme se diya hata do") == ["cart.change"]
    assert farida.says("ask_product", "how much is the lamp?") != ["cart.change"]


def test_a_no_an_order_and_an_empty_cart_change_nothing(chat: WhoChats) -> None:
    farida = chat("Farida")
    assert farida.says("ask_cart", "don't remove anything from my cart") == ["cart.answer"]
    assert farida.says("cancel_order", "delete one from my cart order 1044", order_number="1044") != ["cart.change"]
    assert chat(NOBODY).says("ask_product", "remove the lamp from my cart") == ["cart.none"]
