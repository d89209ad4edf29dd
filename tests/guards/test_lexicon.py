"""The lexicon serves two environments: it needs nothing but Python, hides nobody's library, and holds no dead list."""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bot.domain.locale import CODES, Locale
from lexicon.meanings import codes, meanings, of_locale

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "lexicon" / "words"


def test_it_imports_the_standard_library_alone() -> None:
    imported = set()
    for path in (ROOT / "lexicon").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").partition(".")[0])
    assert imported - {"lexicon"} <= sys.stdlib_module_names


def test_it_hides_no_library() -> None:
    ours = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name.isidentifier()}
    assert not ours & (packages_distributions().keys() - {"bot", "actions", "lexicon"})
    assert not ours & sys.stdlib_module_names


def test_it_has_a_file_for_every_locale_and_no_other() -> None:
    assert set(codes()) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_it_has_only_meanings_that_are_explained(code: str) -> None:
    assert set(meanings(code)) <= set(meanings())
    assert all(entries and all(entries) for meaning in meanings(code) for entries in of_locale(code, meaning).values())


def test_it_explains_every_meaning_once() -> None:
    explained = re.findall(r"^# .*\n\[(.+)\]$", (WORDS / "en.ini").read_text(encoding="utf-8"), re.MULTILINE)
    assert explained == list(meanings())


def test_it_has_no_meaning_that_nobody_asks_for() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in _sources())
    assert [meaning for meaning in meanings() if f'"{meaning}"' not in sources] == []


@pytest.mark.parametrize("code", CODES)
def test_it_has_words_in_the_script_of_their_file(code: str) -> None:
    found = "".join(
        entry
        for meaning in meanings(code)
        if meaning != "its name"  # which everybody writes in their own script
        for entries in of_locale(code, meaning).values()
        for entry in entries
    )
    strange = {letter for letter in found if letter.isalpha() and not letter.isascii()}
    assert {unicodedata.name(letter).split()[0] for letter in strange} <= {Locale.of(code).script}


def _sources() -> Iterator[Path]:
    for folder in ("actions", "bot"):
        yield from (ROOT / folder).rglob("*.py")
    yield from (ROOT / "rasa_addons").glob("*.py")
