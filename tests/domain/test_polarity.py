"""A plain yes acts and nothing else does: in every locale, at every question that acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.locale import CODES
from bot.domain.polarity import Act, Polarity, begins_with_if, has_reservation, polarity
from tests.domain.answers import NO_YESES, YESES, listed

PLAIN_NOES = [
    *[("en", words) for words in ("no", "nope", "don't cancel it", "please keep it", "leave it, thanks", "👎")],
    *[("hi-Latn", words) for words in ("nahi", "cancel mat karo", "rehne do", "ji nahi", "mat kijiye")],
    *[("hi", words) for words in ("नहीं", "रद्द मत कीजिए", "रहने दीजिए", "जी नहीं")],
    *[("gu", words) for words in ("ના", "રદ ન કરો", "રહેવા દો", "ના જી")],
    *[("gu-Latn", words) for words in ("na", "cancel na karo", "rehva do", "nathi karvu")],
    *[("bn", words) for words in ("না", "বাতিল করবেন না", "থাক", "জি না")],
    *[("bn-Latn", words) for words in ("na", "cancel korben na", "thak", "lagbe na")],
]


def test_a_plain_yes_is_one() -> None:
    assert not [said for said in listed(YESES) if polarity(said[1], said[0], Act.CANCEL) is not Polarity.YES]


@pytest.mark.parametrize("act", Act)
def test_a_refusal_a_doubt_a_condition_a_question_is_none(act: Act) -> None:
    # "cancel it" below "shall I stop the messages?" is no yes either.
    assert not [said for said in listed(NO_YESES) if polarity(said[1], said[0], act) is Polarity.YES]


@pytest.mark.parametrize(("locale", "words"), PLAIN_NOES)
def test_a_plain_no_is_one(locale: str, words: str) -> None:
    assert polarity(words, locale, Act.CANCEL) is Polarity.NO


def test_every_locale_is_tried() -> None:
    assert set(YESES) == set(NO_YESES) == set(CODES)
    assert min(len(lines.strip().splitlines()) for lines in YESES.values()) >= 15
    assert min(len(lines.strip().splitlines()) for lines in NO_YESES.values()) >= 25


@pytest.mark.parametrize("wish", ["cancel it", "cancel kar do", "રદ કરો", "বাতিল করুন", "cancel my order please"])
def test_the_same_wish_again_is_no_yes(wish: str) -> None:
    assert polarity(wish, "en", Act.CANCEL) is Polarity.UNSURE


def test_the_order_may_be_named_and_no_other() -> None:
    assert polarity("yes, cancel 1045", "en", Act.CANCEL, "1045") is Polarity.YES
    assert polarity("yes, cancel 1048", "en", Act.CANCEL, "1045") is Polarity.UNSURE


@given(st.sampled_from([words for _, words in listed(YESES)]), st.sampled_from(CODES), st.integers(0, 40))
def test_letters_that_nobody_sees_change_nothing(words: str, locale: str, place: int) -> None:
    hidden = words[:place] + "\u200b" + words[place:]
    assert polarity(hidden, locale, Act.CANCEL) == polarity(words, locale, Act.CANCEL)


@given(st.text(max_size=300), st.sampled_from(CODES), st.sampled_from(list(Act)))
def test_it_takes_any_text(words: str, locale: str, act: Act) -> None:
    assert polarity(words, locale, act) in Polarity


@given(
    st.sampled_from([words for _, words in listed(YESES)]), st.sampled_from(["but not now", "?", "agar", "पर", "ના"])
)
def test_a_yes_with_a_reservation_is_none(words: str, more: str) -> None:
    assert polarity(f"{words} {more}", "en", Act.CANCEL) is not Polarity.YES


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        *[("en", "if it is not free"), ("hi-Latn", "agar paise na kate to"), ("hi", "अगर पैसे ना कटें तो")],
        *[("gu", "જો પૈસા ન કપાય તો"), ("gu-Latn", "jo paisa na kapay to")],
        *[("bn", "যদি টাকা না কাটে"), ("bn-Latn", "jodi taka na kate")],
    ],
)
def test_a_no_within_a_condition_is_none(locale: str, words: str) -> None:
    assert polarity(words, locale, Act.CANCEL) is Polarity.UNSURE
    assert begins_with_if(words, locale)


@pytest.mark.parametrize("words", ["I want my order", "order chahiye mujhe", "ઓર્ડર જોઈએ છે મારે", "অর্ডারটা আমার চাই"])
def test_wanting_the_order_keeps_it(words: str) -> None:
    assert polarity(words, "en", Act.CANCEL) is Polarity.NO
    assert polarity(f"{words} money", "en", Act.CANCEL) is Polarity.UNSURE


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        *(("hi-Latn", "is number par msg band karo"), ("hi", "इस नंबर पर मैसेज बंद करो")),
        *(("gu-Latn", "koi pan msg bandh karo"), ("gu", "કોઈ પણ મેસેજ બંધ કરો")),
    ],
)
def test_a_word_that_is_no_but_reserves_nothing(locale: str, words: str) -> None:
    assert not has_reservation(words, locale)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        *(("hi-Latn", "msg band karo par order wale nahi"), ("hi", "बंद करो पर ऑर्डर वाले नहीं")),
        *(("gu-Latn", "bandh karo pan order na nai"), ("gu", "બંધ કરો પણ ઓર્ડરના નહીં")),
        *(("en", "stop but not the order news"), ("bn-Latn", "bondho koren kintu order er ta na")),
    ],
)
def test_a_but_reserves(locale: str, words: str) -> None:
    assert has_reservation(words, locale)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        *[("en", "send my order"), ("en", "deliver it today"), ("hi", "मेरा ऑर्डर भेजो"), ("gu", "ઓર્ડર જોઈએ છે")],
        *[("bn", "পার্সেলটা পাঠিয়ে দিন"), ("hi-Latn", "parcel bhej do jaldi"), ("gu-Latn", "maro order moklo")],
        *[("bn-Latn", "order ta chai")],
    ],
)
def test_who_wants_the_goods_agrees_to_no_offers(locale: str, words: str) -> None:
    assert polarity(words, locale, Act.SUBSCRIBE) is Polarity.UNSURE
    assert polarity(words, locale, Act.CONFIRM) is Polarity.YES


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        *[("en", "messages fine"), ("hi", "मैसेज ठीक है"), ("gu", "મેસેજ બરાબર છે"), ("bn", "মেসেজ ঠিক আছে")],
        *[("hi-Latn", "msg theek hai"), ("gu-Latn", "msg barabar che"), ("bn-Latn", "message thik ache")],
    ],
)
def test_who_finds_the_messages_fine_stops_none(locale: str, words: str) -> None:
    assert polarity(words, locale, Act.STOP) is Polarity.UNSURE
