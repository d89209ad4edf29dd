"""The words of a text as they stand in the index of the search, and what of them is looked for.

Each word carries its shop: what is looked for at one shop cannot be found at another, and a shop's words have the
database's statistics for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.search_key import Script, TextWord, find_words
from bot.domain.search_sound import sounds_of

SHORTEST_BEGINNING = 3  # letters of a beginning that is looked for; a shorter one would find too much
_SOUND = "s"
_INDIC = (Script.DEVANAGARI, Script.GUJARATI, Script.BENGALI)


@dataclass(frozen=True, slots=True)
class IndexedText:
    """A text as it is indexed: `placed` its words in their order, `heard` how they sound, each once."""

    placed: tuple[str, ...]
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SoughtWords:
    """Indexed words that follow each other; with `begins` the last of them may go on."""

    words: tuple[str, ...]
    begins: bool = False


Choice = tuple[SoughtWords, ...]  # one of these is enough


def index_text(merchant_id: int, text: str) -> IndexedText:
    """Return a text of a shop as it is indexed."""
    # A blank ends a word, whatever stands around it.
    pieces = [_index_piece(piece) for piece in text.split()]
    placed = tuple(f"{merchant_id}{word}" for words, _ in pieces for word in words)
    heard = dict.fromkeys(f"{merchant_id}{_SOUND}{sound}" for _, sounds in pieces for sound in sounds)
    return IndexedText(placed, tuple(heard))


@lru_cache(maxsize=10_000)
def _index_piece(piece: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a piece of a text without blanks is found by: kept, since what many are told has the same words."""
    words = find_words(piece)
    return tuple(f"{word.script}{word.key}" for word in words), tuple(
        sound for word in words for sound in sounds_of(word)
    )


def exactly(merchant_id: int, words: Sequence[TextWord]) -> SoughtWords:
    """Return what finds these words in this order, in the letters they were typed in."""
    return SoughtWords(tuple(_placed(merchant_id, word) for word in words))


def in_any_letters(merchant_id: int, word: TextWord) -> Choice:
    """Return what finds the beginning of a word in any Indic script, a Latin one in Latin letters."""
    scripts = (Script.LATIN,) if word.script is Script.LATIN else _INDIC
    return tuple(_beginning(f"{merchant_id}{script}", word.key) for script in scripts)


def by_sound(merchant_id: int, word: TextWord) -> Choice:
    """Return what finds words that sound like the beginning of this one."""
    return tuple(_beginning(f"{merchant_id}{_SOUND}", sound) for sound in sounds_of(word))


def name_key(name: str) -> str:
    """Return a name as it is kept for being looked for: its keys and ~sounds, each between blanks."""
    words = find_words(name)
    heard = dict.fromkeys(f"~{sound}" for word in words for sound in sounds_of(word))
    return f" {' '.join([*(word.key for word in words), *heard])} " if words else ""


def name_parts(typed: str) -> list[tuple[str, ...]]:
    """Return for each word typed what a name's key has to hold one of: its beginning, or how it sounds."""
    return [(f" {word.key}", *(f" ~{sound}" for sound in sounds_of(word))) for word in find_words(typed)]


def _beginning(prefix: str, letters: str) -> SoughtWords:
    # A number that goes on is another number.
    return SoughtWords((prefix + letters,), begins=len(letters) >= SHORTEST_BEGINNING and not letters.isdigit())


def _placed(merchant_id: int, word: TextWord) -> str:
    return f"{merchant_id}{word.script}{word.key}"
