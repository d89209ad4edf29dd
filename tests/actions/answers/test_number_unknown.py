"""An order of another's number, and a number that nobody remembers: how it is found, and nothing is opened by it."""

from __future__ import annotations

import pytest

from bot.domain.locale import CODES
from tests.actions.conftest import NOBODY, WhoChats

OF_ANOTHER = {
    "en": ("its under my husbands number", "i ordered from my son's phone", "ordered with a different number"),
    "hi": ("पति के नंबर से ऑर्डर किया था", "ऑर्डर मेरी बेटी के मोबाइल से है", "किसी और नंबर पर है"),
    "gu": ("મારા પતિના નંબરથી ઓર્ડર કર્યો છે", "દીકરીના ફોનમાં છે ઓર્ડર", "બીજા નંબર પર છે"),
    "bn": ("স্বামীর নম্বর থেকে অর্ডার করেছি", "মেয়ের ফোন থেকে অর্ডার", "অন্য নম্বরে আছে"),
    "hi-Latn": ("wife ke number se order kiya tha", "order papa ke phone se hai", "dusre number par hai"),
    "gu-Latn": ("husband na number thi order karyo che", "dikra na phone ma che", "bija number par che"),
    "bn-Latn": ("husband er number theke order korechi", "meyer phone theke order", "onno number e ache"),
}
UNKNOWN = {
    "en": "i don't remember the order number",
    "hi": "ऑर्डर नंबर याद नहीं",
    "gu": "ઓર્ડર નંબર ખબર નથી",
    "bn": "অর্ডার নম্বর মনে নেই",
    "hi-Latn": "order number nahi pata",
    "gu-Latn": "order number yaad nathi",
    "bn-Latn": "order number mone nei",
}


@pytest.mark.parametrize("locale", CODES)
def test_an_order_of_another_number_is_asked_for_by_its_own(chat: WhoChats, locale: str) -> None:
    for words in OF_ANOTHER[locale]:
        john = chat("John")
        john.locale = locale
        assert john.says("ask_contact", words, 0.4) == ["lookup.other_number"], words
        # The number that follows still wants its proof.
        assert john.says("inform", "1042", order_number="1042") == ["proof.ask"]


@pytest.mark.parametrize("locale", CODES)
def test_who_does_not_know_the_number_is_shown_their_own_or_told_where_it_is(chat: WhoChats, locale: str) -> None:
    john, neha = chat("John"), chat(NOBODY)
    john.locale = neha.locale = locale
    assert john.says("change_address", UNKNOWN[locale], 0.79) == ["orders.list"]
    assert neha.says("change_address", UNKNOWN[locale], 0.79) == ["lookup.dont_know"]
    assert neha.taps("button.person") == ["person.asked"]


@pytest.mark.parametrize("words", ["call me on my husband's number", "my husband's number is 9811112222", "new number"])
def test_a_call_and_a_number_are_something_else(chat: WhoChats, words: str) -> None:
    assert chat("John").says("talk_to_person", words) != ["lookup.other_number"]


def test_it_is_heard_where_the_number_was_asked_for(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("order_status", "where is my order") == ["orders.none"]
    assert neha.says("ask_contact", "its under my husband's number", 0.25) == ["lookup.other_number"]
    assert neha.says("inform", "1042", order_number="1042") == ["proof.ask"]
    assert neha.says("ask_product", "what pin?", 0.33) == ["proof.unclear"]
    assert neha.says("deny", "galat hai kya", 0.69)[-1] != "flow.cancelled"
