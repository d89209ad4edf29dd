"""Who will think it over, or send a picture later, is told from who wants something now."""

from __future__ import annotations

import pytest

from actions.words.putting_off import puts_off, sends_picture_later

THINKS = (
    *(
        "ok let me think about it",
        "I'll ask my husband first",
        "not decided yet",
        "will decide later",
        "hmm wait. let me think",
    ),
    *("सोच के बताता हूँ", "देखते हैं", "पूछ कर बताती हूँ"),
    *("વિચારીને કહું", "પછી જોઈશ", "પૂછીને જણાવીશ"),
    *("আচ্ছা ভেবে বলছি", "ভেবে দেখি", "পরে জানাব"),
    *("abhi nahi, soch ke batati hu", "dekhte hai", "ghar pe puch ke bataungi"),
    *("saru vicharine kahu", "pachi kais", "puchi ne janavis"),
    *("bhebe bolchi", "bou ke jiggesh kore bolchi", "pore janabo"),
)
WANTS = (
    *("I thought it was blue", "what do you think?", "show me sarees", "cancel it, I thought about it"),
    *(
        "साड़ी दिखाइए",
        "મારે સાડી જોઈશે",
        "કઈ સાડી જોઈએ છે",
        "ছবি দেখান",
        "chinta mat karo",
        "mane saree joishe",
        "kobe asbe",
    ),
)


@pytest.mark.parametrize("words", THINKS)
def test_a_decision_is_put_off(words: str) -> None:
    assert puts_off(words)


@pytest.mark.parametrize("words", WANTS)
def test_nothing_is_put_off(words: str) -> None:
    assert not puts_off(words)


@pytest.mark.parametrize(
    "words",
    [
        *("I'll send the photo later", "photo tomorrow"),
        *("फोटो भेज दूँगी", "ફોટો પછી મોકલું", "ছবি পরে পাঠাব", "photo bhej dungi", "photo pachi moklu", "chobi pore pathabo"),
    ],
)
def test_a_picture_comes_later(words: str) -> None:
    assert sends_picture_later(words)


@pytest.mark.parametrize(
    "words", ["send me a photo", "photo bhejo", "ફોટો મોકલો", "ছবি পাঠান", "फोटो दिखाओ", "photo aapo"]
)
def test_a_picture_is_asked_for(words: str) -> None:
    assert not sends_picture_later(words)
