"""Vectors are made once, kept in a file, and a broken file is only slow."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from bot.faq.search import FaqSearch
from bot.faq.vectors import Vectors
from bot.services.catalogue.answers import FaqEntry

TEXTS = ["Is cash on delivery available?", "क्या कैश ऑन डिलीवरी है?", "What is the weather?"]


def test_it_makes_rows_of_length_one_that_tell_meaning(tmp_path: Path) -> None:
    cod, same, other = Vectors().matrix(TEXTS)
    assert float(cod @ cod) == pytest.approx(1, abs=0.01)
    assert cod @ same > cod @ other


def test_it_keeps_them_for_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "new" / "vectors"
    Vectors(file).matrix(TEXTS)
    assert Vectors(file).missing([*TEXTS, "new", "new"]) == ["new"]


def test_a_question_that_is_asked_again_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = Vectors()
    read = Mock(wraps=vectors._model.query)
    monkeypatch.setattr(vectors._model, "query", read)
    first, other, again = (vectors.question(text) for text in (TEXTS[0], TEXTS[2], TEXTS[0]))
    assert [call.args[0] for call in read.call_args_list] == [TEXTS[0], TEXTS[2]]
    assert (first == again).all()
    assert not (first == other).all()


def test_it_begins_anew_after_a_cut_off_write(tmp_path: Path) -> None:
    file = tmp_path / "vectors"
    Vectors(file).matrix(TEXTS)
    file.write_bytes(file.read_bytes()[:-7])
    again = Vectors(file)
    assert again.missing(TEXTS) == TEXTS
    again.matrix(TEXTS)
    assert Vectors(file).missing(TEXTS) == []


def test_it_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    vectors = Vectors(tmp_path / "taken" / "vectors")
    assert vectors.matrix(TEXTS).shape == (3, 384)


def test_it_finds_a_new_topic_without_a_restart(tmp_path: Path) -> None:
    search = FaqSearch(tmp_path / "vectors")
    cod = FaqEntry("cod", "en", TEXTS[0], (), "Yes.")
    search.warm([cod])
    assert search.find([cod], "may visitors bring dogs into the showroom") is None
    pets = FaqEntry("pets", "en", "Are dogs allowed in your showroom?", (), "They are.")
    match = search.find([cod, pets], "may visitors bring dogs into the showroom")
    assert match
    assert match.slug == "pets"
