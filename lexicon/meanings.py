"""Customers' words by what they mean, from one file a locale (`words/<code>.ini`): every reader of words asks here.

    [a meaning]              explained in en.ini; a locale leaves out what it has no words for
    words = this, that*      words and phrases, apart by commas; a star stands for any ending
    pattern = …              where words are not enough: regular expressions for folded text, one a line
    any other key = …        words again, of what the key says: a day, a month, the no before a wish
    pattern of … = …         a pattern of what it says

All locales are read together, since people mix them; `of_locale` is for what must not mix.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from configparser import ConfigParser
from functools import lru_cache
from pathlib import Path

from lexicon.folding import fold, fold_pattern

_FILES = Path(__file__).parent / "words"
_EXPLAINED = "en"
_WORDS, _PATTERN = "words", "pattern"


class WordList:
    """Words, some of which stand for any ending, to be looked for among the words of a text."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._whole = frozenset(entry for entry in entries if not entry.endswith("*"))
        self._beginnings = tuple(entry.removesuffix("*") for entry in entries if entry.endswith("*"))

    def is_among(self, words: Sequence[str]) -> bool:
        """Whether one of these words (folded: `lexicon.folding.words_of`) is in the list."""
        return any(word in self._whole or word.startswith(self._beginnings) for word in words)


class PhraseList:
    """Phrases, each given as its words, to be looked for in a row among the words of a text."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._phrases = frozenset(map(_padded, phrases))

    def is_in(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases stands among these words, read as those of the phrases were."""
        told = _padded(words)
        return any(phrase in told for phrase in self._phrases)

    def is_all_of(self, words: Sequence[str]) -> bool:
        """Whether the words are one of the phrases and nothing else."""
        return _padded(words) in self._phrases


def _padded(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def words_meaning(meaning: str) -> tuple[str, ...]:
    """The words of a meaning in all locales, folded, stars and all."""
    return by_key(meaning)[_WORDS]


def pattern_meaning(meaning: str) -> re.Pattern[str]:
    """What tells a meaning in a folded text, in any locale."""
    return re.compile("|".join(by_key(meaning)[_PATTERN]))


def by_key(meaning: str, among: Sequence[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """The entries of a meaning by their key, in all locales or those named: words folded, patterns for folded text."""
    found: dict[str, list[str]] = {}
    for code in among or codes():
        for key, entries in of_locale(code, meaning).items():
            found.setdefault(key, []).extend(entries)
    return {key: tuple(dict.fromkeys(entries)) for key, entries in found.items()}


def of_locale(code: str, meaning: str) -> Mapping[str, tuple[str, ...]]:
    """The entries of a meaning in one locale by their key; empty where the locale has none.

    Raises:
        KeyError: a meaning that en.ini doesn't explain.
    """
    if meaning not in _file(_EXPLAINED):
        raise KeyError(meaning)
    file = _file(code)
    return {key: _entries(key, value) for key, value in file[meaning].items()} if meaning in file else {}


def meanings(code: str = _EXPLAINED) -> tuple[str, ...]:
    """The meanings a locale's file names; English's names all there are."""
    return tuple(_file(code).sections())


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The codes of the locales that have a file."""
    return tuple(sorted(path.stem for path in _FILES.glob("*.ini")))


@lru_cache(maxsize=32)
def _file(code: str) -> ConfigParser:
    parser = ConfigParser(delimiters=("=",), comment_prefixes=("#",), interpolation=None, empty_lines_in_values=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys as they are written
    parser.read_string((_FILES / f"{code}.ini").read_text(encoding="utf-8"), f"{code}.ini")
    return parser


def _entries(key: str, value: str) -> tuple[str, ...]:
    if key.startswith(_PATTERN):
        return tuple(fold_pattern(line) for line in value.strip().splitlines())
    return tuple(fold(" ".join(entry.split())) for entry in value.split(","))
