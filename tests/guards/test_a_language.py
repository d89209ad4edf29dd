"""A language has a place: what a locale needs beside its entry in bot/domain/locale.py is named when it is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import babel
import pytest

from bot.domain.locale import CODES, DEFAULT, LATIN_SCRIPT, LOCALES, Locale
from bot.locales import catalogue
from lexicon.meanings import codes, meanings, of_locale

ROOT = Path(__file__).resolve().parents[2]
WORDS = (ROOT / "frontend" / "src" / "thread" / "words.tsx").read_text(encoding="utf-8")
FONTS = (ROOT / "frontend" / "src" / "styles" / "scripts.css").read_text(encoding="utf-8")
# Of English, of no language, of languages that write endings onto words; and one that Hindi alone has so far.
NOT_EVERYBODYS = {"holds a sentence", "yes signs", "ending of a noun"}
MARATHI = Locale("mr", "mr", "marathi", "मराठी", "DEVANAGARI", "mr", "mr_IN", other_script="mr-Latn")


def missing(locale: Locale) -> Iterator[str]:
    """What has to be written for a locale, and where."""
    yield from _missing_files(locale)
    yield from (f"[{meaning}] in lexicon/words/{locale.code}.ini" for meaning in _missing_meanings(locale))
    untrained = _trained(DEFAULT) - _trained(locale.code)
    if untrained:
        yield f"data/nlu/{locale.code}: messages of {', '.join(sorted(untrained))}"
    if f"button.language.{locale.folder}" not in catalogue.keys():  # noqa: SIM118 - a function
        yield f"button.language.{locale.folder} in every catalogue (the list of languages)"
    if locale.script != LATIN_SCRIPT and f'"{locale.language}"]' not in WORDS:
        yield f"{locale.script} in frontend/src/thread/words.tsx (what screen readers and fonts take it for)"
    if locale.script != LATIN_SCRIPT and f":lang({locale.language})" not in FONTS:
        yield f"a font and a line height for {locale.script} in frontend/src/styles/scripts.css"
    sharing = [one.code for one in LOCALES if one.script == locale.script != LATIN_SCRIPT and one.code != locale.code]
    if sharing:
        yield f"a way to tell it from {', '.join(sharing)}, of the same script, in bot/domain/languages.py"
    if locale.other_script and locale.other_script not in CODES:
        yield f"its other script, {locale.other_script}, in bot/domain/locale.py"


def _missing_files(locale: Locale) -> Iterator[str]:
    for path in (
        f"bot/locales/{locale.folder}/LC_MESSAGES/dastak.po",
        f"lexicon/words/{locale.code}.ini",
        f"bot/demo/faq/{locale.code}.toml",
        f"tests/nlu/test_{locale.code}.yml",
        f"tests/nlu/blind_{locale.code}.yml",
        f"tests/nlu/hard/{locale.code}.yml",
    ):
        if not (ROOT / path).is_file():
            yield path


def _missing_meanings(locale: Locale) -> list[str]:
    """Those that a language has words for in neither of its scripts."""
    written = [code for code in (locale.code, locale.other_script) if code in codes()]
    needed = () if locale.language == DEFAULT else (one for one in meanings() if one not in NOT_EVERYBODYS)
    return [meaning for meaning in needed if not any(of_locale(code, meaning) for code in written)]


def _trained(code: str) -> set[str]:
    """The intents that the training data of a locale has messages for."""
    files = (ROOT / "data" / "nlu" / code).glob("*.yml")
    return {intent for file in files for intent in re.findall(r"- intent: (\w+)", file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_it_has_all_that_a_locale_needs(locale: Locale) -> None:
    lacks = list(missing(locale))
    assert not lacks, f"{locale.code} lacks {'; '.join(lacks)}"


def test_it_names_what_a_new_language_lacks() -> None:
    lacks = "\n".join(missing(MARATHI))
    for table in (
        "dastak.po",
        "lexicon/words/mr.ini",
        "[paid back] in lexicon",
        "faq/mr",
        "data/nlu/mr: messages of affirm",
        "test_mr",
        "button.language.mr",
        "words.tsx",
    ):
        assert table in lacks
    assert "from hi, of the same script" in lacks
    assert "mr-Latn" in lacks


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_it_is_written_as_its_facts_say(locale: Locale) -> None:
    assert Locale.of(locale.code) is locale
    assert babel.Locale.parse(locale.babel)
    assert {unicodedata.name(letter).split()[0] for letter in locale.autonym if letter.isalpha()} == {locale.script}
    if locale.other_script:
        other = Locale.of(locale.other_script)
        assert (other.language, other.other_script) == (locale.language, locale.code)
        assert other.is_romanised is not locale.is_romanised


def test_it_has_no_folder_of_a_locale_that_nobody_speaks() -> None:
    folders = {path.parents[1].name for path in (ROOT / "bot" / "locales").rglob("dastak.po")}
    assert folders == {locale.folder for locale in LOCALES}
    assert {path.name for path in (ROOT / "data" / "nlu").iterdir()} == set(CODES)
