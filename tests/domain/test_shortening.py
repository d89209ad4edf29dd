"""Texts are cut between letters only, and what tells them apart stays."""

from __future__ import annotations

import unicodedata

import pytest

from bot.domain.shortening import beginning, shortened, shortened_parts, shortened_titles, whole_letters
from bot.domain.words import split_text

# One letter each, of several characters.
_LETTERS = [
    *("ક્ષ", "કિ", "ર્તા", "હેં", "ড়ি", "স্ত্র", "ज़", "क्‍ष", "é", "👩‍👩‍👧‍👦", "👍🏽", "🇮🇳", "❤️", "1️⃣", "ક્ષ્મી"),
]


@pytest.mark.parametrize("letter", _LETTERS)
@pytest.mark.parametrize("cut_by", [beginning, shortened, lambda text, limit: split_text(text, limit)[0]])
def test_it_cuts_no_letter(letter: str, cut_by: object) -> None:
    text = letter * 40
    for limit in range(len(letter) + 1, 90):
        cut = cut_by(text, limit).rstrip("…")  # type: ignore[operator]
        assert len(cut) <= limit
        assert len(cut) % len(letter) == 0, (limit, cut)


def test_a_flag_is_two_and_a_row_of_them_is_cut_between() -> None:
    assert beginning("🇮🇳🇧🇩🇺🇸", 3) == "🇮🇳"
    assert beginning("a🇮🇳🇧🇩", 4) == "a🇮🇳"


def test_piled_up_marks_are_cut_anywhere() -> None:
    text = "a" + "\u0301" * 5000
    assert len(beginning(text, 100)) == 100
    assert len(shortened(text, 24)) == 24
    assert whole_letters("", 5) == 5


def test_what_fits_stays_as_it_is() -> None:
    for text in ("", "ઓર્ડર 1042", "x" * 24):
        assert beginning(text, 24) == shortened(text, 24) == shortened_parts(text, 24) == text


@pytest.mark.parametrize("word", ["Order", "ઓર્ડર", "অর্ডার", "ऑर्डर"])
def test_numbers_that_begin_alike_keep_their_ends(word: str) -> None:
    titles = [f"{word} RANGOLI-ONLINE-STORE-{1042 + at}-{at}" for at in range(4)]
    shown = shortened_titles(titles, 24)
    assert len(set(shown)) == 4
    assert all(len(title) <= 24 and title.endswith(f"{1042 + at}-{at}") for at, title in enumerate(shown))
    assert all(title.startswith(f"{word} …") for title in shown)


@pytest.mark.parametrize(
    "titles",
    [
        [f"Handblock printed cotton kurta in {colour} with an organza dupatta" for colour in ("pink", "blue", "plum")],
        [f"Order {letter}-RANGOLI-ONLINE-STORE-2026-1042" for letter in "ABC"],
        [f"હેન્ડબ્લોક પ્રિન્ટેડ કુર્તા {size} સાઇઝમાં દુપટ્ટા સાથે" for size in ("મોટી", "નાની", "વચલી")],
        ["x" * 60 + "a" + "y" * 60 + "1", "x" * 60 + "a" + "y" * 60 + "2", "x" * 60 + "b" + "y" * 60 + "1"],
        ["Kurta", "Kurta with an organza dupatta and a belt", "Kurta with an organza dupatta and a bag"],
    ],
)
@pytest.mark.parametrize("limit", [20, 24])
def test_different_titles_stay_different(titles: list[str], limit: int) -> None:
    shown = shortened_titles(titles, limit)
    assert len(set(shown)) == len(titles)
    assert all(0 < len(title) <= limit for title in shown)
    assert not any(unicodedata.category(title.strip("…")[0]) in ("Mn", "Mc") for title in shown)


def test_titles_that_are_equal_stay_so() -> None:
    assert len(set(shortened_titles(["Order 1042 " * 5] * 3, 24))) == 1


def test_the_last_part_of_a_description_stays() -> None:
    goods = "હેન્ડબ્લોક પ્રિન્ટેડ કુર્તા ગુલાબી રંગમાં મોટી સાઇઝ ઓર્ગેન્ઝા દુપટ્ટા સાથે સેટ"
    told = shortened_parts(f"{goods} · કન્ફર્મ થયો", 72)
    assert told.endswith("… · કન્ફર્મ થયો")
    assert len(told) <= 72
    assert shortened_parts("x" * 90, 72) == "x" * 71 + "…"
    assert len(shortened_parts("a · " + "x" * 90, 72)) == 72


def test_a_number_is_shown_from_its_first_digit() -> None:
    titles = [f"Order {number}-RANGOLI-ONLINE-STORE-AHMEDABAD" for number in (1042, 1043)]
    assert [title[:5] for title in shortened_titles(titles, 24)] == ["…1042", "…1043"]
