"""Letters that nobody sees come off; what is seen stays to the letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.visible import visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Meera\u200b Shah", "Meera Shah"),
        ("\u202aMeera\u202c", "Meera"),
        ("Meera\u00a0Shah\u3000", "Meera Shah "),
        ("Mee\u00adra\ufeff", "Meera"),
        ("98\u200d12\u200c3", "98123"),
        ("\u3164\u2800\u115f", ""),
        ("1\ufe0f2", "12"),
        ("a\U000e0101b", "ab"),
    ],
)
def test_it_drops_what_nobody_sees(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize("text", ["क्\u200dष", "ক্\u200dষ", "ન\u200cલ", "❤\ufe0f", "👩\u200d👧", "line\nbreak", "Zoë 12"])
def test_it_keeps_what_shapes_a_word_or_a_picture(text: str) -> None:
    assert visible(text) == text


@given(st.text(max_size=40))
def test_it_adds_nothing_and_leaves_nothing_unseen(text: str) -> None:
    seen = visible(text)
    assert len(seen) <= len(text)
    assert not any(unicodedata.category(letter) == "Cf" and letter not in "\u200c\u200d" for letter in seen)
