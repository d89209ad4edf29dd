""" "Don't give it to the guard" forbids; "not at home, give it to the guard" gives."""

from __future__ import annotations

import pytest

from actions.words.contradictions import forbids_who_takes_it
from bot.domain.refusals import leaves_alone, refuses_wish

FORBIDS = (
    *(
        ("en", words)
        for words in ("don't give it to the guard", "please do not leave it with security", "not to the watchman")
    ),
    *(("hi", words) for words in ("गार्ड को मत देना पार्सल", "पड़ोसी को नहीं देना")),
    *(("gu", words) for words in ("ના ના ગાર્ડને ના આપતા", "પાડોશીને ન આપશો")),
    *(("bn", words) for words in ("দারোয়ানকে দেবেন না প্লিজ", "পাশের বাড়িতে দেবেন না")),
    *(("hi-Latn", words) for words in ("guard ko mat dena", "watchman ko nahi dena", "guard par mat chhodna")),
    *(("gu-Latn", words) for words in ("guard ne na aapta", "padoshi ne na aapso", "gate par na mukta")),
    *(("bn-Latn", words) for words in ("daroyan ke deben na", "guard ke diyen na, deben na guard ke")),
)
GIVES = (
    *(("en", words) for words in ("I'm not home give it to the guard", "nobody is home, leave it with the neighbour")),
    *(("hi", words) for words in ("घर पे नहीं हूँ गार्ड को दे देना",)),
    *(("gu", words) for words in ("હું ઘરે નથી ગાર્ડને આપી દેજો",)),
    *(("bn", words) for words in ("বাড়িতে নেই, দারোয়ানকে দিয়ে দেবেন",)),
    *(("hi-Latn", words) for words in ("guard ko de do na", "ghar pe nahi hu guard ko de dena")),
    *(("gu-Latn", words) for words in ("ghare nathi, guard ne aapjo",)),
    *(("bn-Latn", words) for words in ("bari te nei daroyan ke diye deben",)),
)


@pytest.mark.parametrize(("locale", "words"), FORBIDS)
def test_it_is_not_to_be_given_to_them(locale: str, words: str) -> None:
    assert forbids_who_takes_it(words, locale)


@pytest.mark.parametrize(("locale", "words"), GIVES)
def test_it_may_be_given_to_them(locale: str, words: str) -> None:
    assert not forbids_who_takes_it(words, locale)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        *(
            ("request_refund", words)
            for words in ("give my money back", "पैसे वापस करो", "1045 ના પૈસા પાછા આપો", "টাকা ফেরত দিন")
        ),
        *(("request_refund", words) for words in ("paise wapas karo", "1045 na paisa pacha aapo", "taka ferot den")),
        *(("return_item", words) for words in ("wrong item return", "galat saman return karna hai", "ভুল জিনিস রিটার্ন")),
    ],
)
def test_money_back_and_the_wrong_thing_refuse_nothing(intent: str, words: str) -> None:
    assert not refuses_wish(words, intent)


@pytest.mark.parametrize(
    "words",
    ["1045 rehne do", "leave 1045 be", "1045 रहने दो", "1045 રહેવા દો", "1045 ne rehva do", "1045 থাক", "1045 thak"],
)
def test_an_order_is_left_alone(words: str) -> None:
    assert leaves_alone(words, "1045")


@pytest.mark.parametrize(
    ("words", "number"),
    [("order no. 1045 kya hua", "1045"), ("o.no.1042 kyan che", "O.NO.1042"), ("order no 1045", "1045")],
)
def test_the_label_of_a_number_is_no_refusal(words: str, number: str) -> None:
    assert not leaves_alone(words, number)


@pytest.mark.parametrize("words", ["order no 1045 rehne do", "no 1045", "leave 1045 be", "1045 nahi"])
def test_a_no_beside_a_number_leaves_it(words: str) -> None:
    assert leaves_alone(words, "1045")
