"""One fold to compare by, one to hear by: the same steps, and the differences that are meant."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lexicon.folding import ascii_digits, bare, fold, fold_pattern, normalise, words_of

# Rasa's environment runs the same cases (rasa_addons/tests/test_folding.py): another Python has another Unicode.
CASES = json.loads((Path(__file__).parent / "folds.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_folds_as_the_table_says(case: dict[str, str]) -> None:
    assert fold(case["typed"]) == case["fold"]
    assert normalise(case["typed"]) == case["normalise"]


def test_it_folds_the_letters_of_a_pattern_and_not_its_signs() -> None:
    pattern = fold_pattern("\\bपड\u093cोस\\S*|নয়\\D")
    assert re.search(pattern, fold("मेरे पड़ोसी को"))
    assert r"\S*" in pattern
    assert r"\D" in pattern


def test_it_takes_punctuation_off_the_ends_of_a_whole_message() -> None:
    assert bare(" «STOP»  Now!! ") == "«stop» now"
    assert bare("‘stop\u200b.’") == "stop"


def test_it_keeps_vowel_signs_with_their_words() -> None:
    assert words_of("it's ठीक-है, 10") == ["it", "s", "ठीक", "है", "10"]


def test_it_changes_digits_alone() -> None:
    assert ascii_digits("+૯૧ Ext ५") == "+91 Ext 5"
