"""Words of all our languages and scripts, told by what they mean: a message becomes a string of glosses. Pure.

glosses.txt: "meaning: Indian words | English words"; compared by sound, a star stands for any ending.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lexicon.folding import normalise, tokens
from lexicon.sounding import sound
from rasa_addons.vocabulary import HERE

_LONGEST_PHRASE = 3
_SHORTEST_STEM = 3
_VOWEL_ENDING = re.compile(r"[aeiou]*n?[aeiou]*$")
# Case endings written onto a word, by sound; tried only on words long enough to have one.
_ENDINGS = tuple(
    [
        "te",
        "ta",
        "tar",
        "tir",
        "ti",
        "er",
        "r",
        "ke",
        "der",
        "gulo",
        "ma",
        "no",
        "ni",
        "nu",
        "na",
        "ne",
        "thi",
        "mate",
        "me",
        "ko",
        "ka",
        "ki",
        "se",
    ]
)
_SHORTEST_INFLECTED = 6
_FIRST_INDIC, _LAST_INDIC = "\u0900", "\u0dff"


class _Glosses(NamedTuple):
    exact: dict[str, str]
    beginnings: dict[str, str]
    stems: dict[str, str]
    indian: frozenset[str]
    english: frozenset[str]


def _spoken(phrase: str) -> str:
    return " ".join(sound(token) for token in tokens(normalise(phrase)))


def _stem(word: str) -> str:
    return _VOWEL_ENDING.sub("", word)


@lru_cache(maxsize=1)
def _glosses() -> _Glosses:
    exact: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    indian: set[str] = set()
    english: set[str] = set()
    for line in (HERE / "glosses.txt").read_text(encoding="utf-8").splitlines():
        meaning, colon, words = line.partition(":")
        if line.startswith("#") or not colon:
            continue
        meaning = meaning.strip()
        ours, _, theirs = words.partition("|")
        for phrase, seen in [(meaning, english), *((word, indian) for word in ours.split(","))] + [
            (word, english) for word in theirs.split(",")
        ]:
            spoken = _spoken(phrase.strip().rstrip("*"))
            if spoken:
                seen.add(spoken)
                (beginnings if phrase.strip().endswith("*") else exact).setdefault(spoken, meaning)
    stems: dict[str, str] = {}
    for spoken, meaning in exact.items():
        if " " not in spoken and len(_stem(spoken)) >= _SHORTEST_STEM:
            stems.setdefault(_stem(spoken), meaning)
    return _Glosses(exact, beginnings, stems, frozenset(indian - english), frozenset(english))


@lru_cache(maxsize=16384)
def _gloss_word(word: str) -> str:
    known = _glosses()
    for length in range(len(word), 2, -1):
        if word[:length] in known.beginnings:
            return known.beginnings[word[:length]]
    stem = _stem(word)
    if len(stem) >= _SHORTEST_STEM and stem in known.stems:
        return known.stems[stem]
    if len(word) >= _SHORTEST_INFLECTED:
        for ending in _ENDINGS:
            if word.endswith(ending):
                bare = word[: -len(ending)]
                meaning = known.exact.get(bare) or known.stems.get(_stem(bare))
                if meaning:
                    return meaning
    return word


def gloss(spoken: Sequence[str]) -> list[str]:
    """The meanings of spoken words in order; a word that is not known stays as it is spoken."""
    exact = _glosses().exact
    meanings, index = [], 0
    while index < len(spoken):
        for count in range(min(_LONGEST_PHRASE, len(spoken) - index), 0, -1):
            meaning = exact.get(" ".join(spoken[index : index + count]))
            if meaning:
                break
        meanings.append(meaning or _gloss_word(spoken[index]))
        index += count
    return meanings


def is_romanised(written: Sequence[str], spoken: Sequence[str]) -> bool:
    """Whether words in Latin letters are of an Indian language rather than English."""
    if any(character >= _FIRST_INDIC for word in written for character in word if character <= _LAST_INDIC):
        return False
    known = _glosses()
    indian = sum(word in known.indian or _is_inflected(word) for word in spoken)
    return indian > 0 and indian >= sum(word in known.english for word in spoken) / 2


def _is_inflected(word: str) -> bool:
    return any(word[:length] in _glosses().beginnings for length in range(3, len(word) + 1))
