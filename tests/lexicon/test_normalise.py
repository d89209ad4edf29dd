"""One normaliser for all scripts: what is typed differently and means the same becomes the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexicon.folding import MAX_CHARACTERS, normalise, normalise_with_origins, tokens
from lexicon.sounding import sound
from tests.effort import least_effort


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("મારો ઓર્ડર ૫૮૨૧૩", "મારો ઓર્ડર 58213"),
        ("অর্ডার ১০৪২", "অর্ডার 1042"),
        ("ऑर्डर १०४२", "ओर्डर 1042"),
        ("pleaaase", "please"),
        ("hellooo", "hello"),
        ("order 1000", "order 1000"),
        ("Don’t", "dont"),
        ("café", "cafe"),
        ("\u200f1042\u200e", "1042"),
        ("ord\u200ber\ufeff", "ord er"),
        ("👍🏽👍", "👍 👍"),
        ("ＯＲＤＥＲ", "order"),
        ("", ""),
        (" \n\t ", ""),
    ],
)
def test_it_folds_what_carries_no_meaning(typed: str, folded: str) -> None:
    assert normalise(typed).replace("\u200b", "") == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("साड़ी", "साडी"),  # nukta
        ("\u0958\u0932\u092e", "\u0915\u093c\u0932\u092e"),  # one sign or two
        ("कहाँ", "कहां"),  # chandrabindu
        ("পাঁচ", "পাচ"),
        ("কো", "ক\u09c7\u09be"),  # o as one sign or as two
    ],
)
def test_it_folds_variants_of_indic_spelling(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("કરવું", "karvun"),
        ("वापस", "vapas"),
        ("wapas", "vapas"),
        ("আপনার", "apnar"),
        ("কবে", "kobe"),
        ("saree", "sari"),
        ("paise", "pese"),
        ("kyaa", "kya"),
        ("પાર્સલ", "parsal"),
        ("रिफंड", "rifand"),
    ],
)
def test_it_hears_the_same_word_in_two_spellings(one: str, other: str) -> None:
    assert sound(normalise(one)) == sound(normalise(other))


def test_it_keeps_emoji_and_question_marks_as_words() -> None:
    assert tokens(normalise("parcel?👍👍 ok...")) == ["parcel", "?", "👍", "👍", "ok"]


@given(st.text(max_size=300))
def test_it_never_fails_and_leads_back_to_the_original(text: str) -> None:
    folded, origins = normalise_with_origins(text)
    assert len(folded) == len(origins)
    assert list(origins) == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)
    assert all(isinstance(sound(token), str) for token in tokens(normalise(text)))


@pytest.mark.parametrize("text", ["અ" * 10_000, "a" * 10_000, "😀" * 10_000, "\u0300" * 10_000, "ﷺ" * 10_000])
def test_it_stays_quick_on_a_hostile_text(text: str) -> None:
    assert least_effort(lambda: normalise_with_origins(text), 1) < 1
    assert max(normalise_with_origins(text).origins, default=0) < MAX_CHARACTERS
