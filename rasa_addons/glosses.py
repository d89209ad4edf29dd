"""Words of all our languages and scripts, told by what they mean: a message becomes a string of glosses. Pure.

glosses.txt: "meaning: Indian words | English words"; compared by sound, a star stands for any ending.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lexicon.folding import normalise, tokens
from lexicon.meanings import of_locale
from lexicon.sounding import sound
from rasa_addons.vocabulary import HERE

_LONGEST_PHRASE = 3
_SHORTEST_STEM = 3
# "cncl", "rtrn", "dlvry": what was typed without vowels is looked up without them.
_SHORTEST_SKELETON = 3
_VOWELS = re.compile(r"[aeiou]")
_REPEATED = re.compile(r"(.)\1+")
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
_SHARE_INDIAN = 3  # a single Indian word must be one of so many
_FIRST_INDIC, _LAST_INDIC = "\u0900", "\u0dff"


class _Glosses(NamedTuple):
    exact: dict[str, str]
    beginnings: dict[str, str]
    stems: dict[str, str]
    skeletons: dict[str, str]
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
    return _Glosses(exact, beginnings, stems, _skeletons(exact), frozenset(indian - english), frozenset(english))


def _skeletons(exact: Mapping[str, str]) -> dict[str, str]:
    """The meaning of words without their vowels, where that leaves no doubt."""
    meanings: dict[str, set[str]] = {}
    for spoken, meaning in exact.items():
        skeleton = _skeleton(spoken)
        if " " not in spoken and len(skeleton) >= _SHORTEST_SKELETON:
            meanings.setdefault(skeleton, set()).add(meaning)
    return {skeleton: found.pop() for skeleton, found in meanings.items() if len(found) == 1}


@lru_cache(maxsize=16384)
def _gloss_word(word: str) -> str:
    known = _glosses()
    for length in range(len(word), 2, -1):
        if word[:length] in known.beginnings:
            return known.beginnings[word[:length]]
    stem = _stem(word)
    if len(stem) >= _SHORTEST_STEM and stem in known.stems:
        return known.stems[stem]
    if not _VOWELS.search(word[:-1]):
        return known.skeletons.get(_skeleton(word), word)
    return _uninflected(word) or word


def _uninflected(word: str) -> str | None:
    """The meaning of a word with a case ending written onto it."""
    known = _glosses()
    endings = _ENDINGS if len(word) >= _SHORTEST_INFLECTED else ()
    for bare in (word[: -len(ending)] for ending in endings if word.endswith(ending)):
        meaning = known.exact.get(bare) or known.stems.get(_stem(bare))
        if meaning:
            return meaning
    return None


def _skeleton(word: str) -> str:
    return _REPEATED.sub(r"\1", _VOWELS.sub("", word))


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
    """Whether words in Latin letters are of an Indian language rather than English.

    One word that looks Indian makes no English sentence romanised ("COD not coming").
    """
    if any(character >= _FIRST_INDIC for word in written for character in word if character <= _LAST_INDIC):
        return False
    known, holding = _glosses(), _english_particles()
    indian = sum(word in known.indian or _is_inflected(word) for word in spoken)
    english = sum(word in known.english or word in holding for word in spoken)
    words = sum(word.isalpha() for word in spoken)
    return indian >= max(1, english / 2) and (indian > 1 or indian * _SHARE_INDIAN >= words)


@lru_cache(maxsize=1)
def _english_particles() -> frozenset[str]:
    return frozenset(_spoken(word) for word in of_locale("en", "holds a sentence")["words"])


def _is_inflected(word: str) -> bool:
    return any(word[:length] in _glosses().beginnings for length in range(3, len(word) + 1))
