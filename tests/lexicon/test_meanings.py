"""Words by their meaning: one file a locale, read as one."""

from __future__ import annotations

import pytest

from lexicon.folding import fold
from lexicon.meanings import PhraseList, WordList, by_key, of_locale, pattern_meaning, words_meaning


def test_it_reads_all_locales_as_one() -> None:
    assert {"stop", "bandh karo", "બંધ કરો", "বন্ধ করুন"} <= set(words_meaning("stop everything"))
    assert pattern_meaning("at home").search(fold("main ghar pe hi tha"))
    assert pattern_meaning("at home").search(fold("বাড়িতেই ছিলাম"))


def test_it_keeps_a_locale_apart_where_it_must() -> None:
    assert set(of_locale("gu-Latn", "not wished")) == {"nathi", "na"}
    assert "chai*" not in of_locale("gu-Latn", "not wished")["na"]
    assert {"mokl*", "chai*"} <= set(by_key("not wished")["na"])
    assert of_locale("hi-Latn", "month") == {}


def test_it_knows_no_meaning_that_is_not_explained() -> None:
    with pytest.raises(KeyError, match="stopp"):
        words_meaning("stopp")


def test_it_gives_words_as_folded_text_has_them() -> None:
    assert "নয" in words_meaning("not that day")  # নয় without its nukta
    assert fold("পড়োশ") in fold("আমার পড়োশি")
    assert all(word == fold(word) for word in words_meaning("fault"))


def test_it_takes_any_ending_only_where_a_star_stands() -> None:
    listed = WordList(("smell*", "old"))
    assert listed.is_among(["it", "smells"])
    assert listed.is_among(["old"])
    assert not listed.is_among(["older", "unsmelly"])
    assert not WordList(()).is_among(["old"])


def test_a_phrase_is_its_words_in_a_row() -> None:
    phrases = PhraseList([["keep", "it"], ["stop"]])
    assert phrases.is_in(["please", "keep", "it"])
    assert not phrases.is_in(["keep", "all", "it"])
    assert not phrases.is_in(["keeping", "it", "nonstop"])
    assert phrases.is_all_of(["keep", "it"])
    assert not phrases.is_all_of(["keep", "it", "now"])
