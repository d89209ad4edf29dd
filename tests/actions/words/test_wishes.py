"""Which requests words name, wish and no longer want; who waits; whether an address is asked after."""

from __future__ import annotations

import pytest

from actions.follow_ups import waiting
from actions.words.addresses import asks_whether_right, is_an_address, names_a_house, pin_alone
from actions.words.wishes import cancels, kinds_unwanted, kinds_wished, wanted_more_money
from lexicon.folding import fold
from tests.actions.words.waiting_words import (
    ANOTHER_ADDRESS,
    IS_IT_RIGHT,
    MONEY_INSTEAD,
    MORE_MONEY,
    NO_EXCHANGE,
    NOBODY_CAME,
    NOT_THAT,
    PICK_UP_WHEN,
    pairs,
)


@pytest.mark.parametrize(("locale", "words"), pairs(NOBODY_CAME))
def test_nobody_came(locale: str, words: str) -> None:
    assert waiting._NOBODY_CAME.search(fold(words)), locale


@pytest.mark.parametrize(("locale", "words"), pairs(NOT_THAT))
def test_other_nobodies_are_none(locale: str, words: str) -> None:
    assert not waiting._NOBODY_CAME.search(fold(words)), locale


@pytest.mark.parametrize(("locale", "words"), pairs(PICK_UP_WHEN))
def test_a_pick_up_is_spoken_of(locale: str, words: str) -> None:
    assert waiting._PICK_UP.search(fold(words)), locale


@pytest.mark.parametrize(("locale", "words"), pairs(NO_EXCHANGE))
def test_an_exchange_is_no_longer_wanted(locale: str, words: str) -> None:
    assert kinds_unwanted(words) == {"exchange"}, locale
    assert not kinds_wished(words), locale


@pytest.mark.parametrize(("locale", "words"), pairs(MONEY_INSTEAD))
def test_money_is_wished_and_no_return(locale: str, words: str) -> None:
    assert kinds_wished(words) == {"refund"}, locale


@pytest.mark.parametrize(
    "words",
    ["don't cancel the exchange", "exchange cancel mat karo", "এক্সচেঞ্জ বাতিল করবেন না", "the refund did not come"],
)
def test_what_is_kept_is_not_unwanted(words: str) -> None:
    assert not kinds_unwanted(words)
    assert not cancels(words)


@pytest.mark.parametrize(("locale", "words"), pairs(MORE_MONEY))
def test_more_money_was_wanted(locale: str, words: str) -> None:
    assert wanted_more_money(words), locale


@pytest.mark.parametrize("words", ["I want my money back", "paise wapas chahiye", "টাকা ফেরত চাই", "પૈસા પાછા જોઈએ"])
def test_money_wished_back_is_not_demanded(words: str) -> None:
    assert not wanted_more_money(words)


@pytest.mark.parametrize(("locale", "words"), pairs(IS_IT_RIGHT))
def test_it_is_asked_whether_the_address_is_right(locale: str, words: str) -> None:
    assert asks_whether_right(words), locale


@pytest.mark.parametrize(("locale", "words"), pairs(ANOTHER_ADDRESS))
def test_a_wrong_address_is_no_question(locale: str, words: str) -> None:
    assert not asks_whether_right(words), locale


@pytest.mark.parametrize(
    "words",
    [
        "12 Rose Villa, MG Road, Bengaluru 560038",
        "B/4 શિવમ ફ્લેટ, સેટેલાઇટ રોડ, અમદાવાદ ૩૮૦૦૧૫",
        "মকান 7, শ্যামবাজার, কলকাতা 700004",
        "Village Rampur, post Sidhauli, Sitapur 261001",
        "please deliver to flat 4, Hill View, Bandra 400 050",
    ],
)
def test_an_address_has_a_house_a_place_and_a_pin_code(words: str) -> None:
    assert is_an_address(words)


@pytest.mark.parametrize(
    "words",
    [
        "380013",
        "pin 380013",
        "do you deliver to 380013?",
        "my pin code is 380013",
        "Bengaluru 560038",
        "आप 110001 में भेजते हैं क्या?",
    ],
)
def test_a_pin_code_alone_or_asked_about_is_no_address(words: str) -> None:
    assert not is_an_address(words)


def test_house_and_pin_may_come_apart() -> None:
    assert names_a_house("12 MG Road")
    assert not names_a_house("blue please")
    assert pin_alone(" ૩૮૦ ૦૧૫ ") == "380 015"
    assert pin_alone("pin 380015") == ""
