"""What a refusal says, in the language of whoever reads it: a sentence is known by its English, {1} stands for a value.

Whoever refuses writes English and needs to know of no language. What is not known stays English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.locales.staff import ENGLISH, STAFF_LOCALES, list_sentences

# Where it is, before what it is: "values: name: ...".
_PLACES = re.compile(r"((?:[\w@-]+: )+)(.+)", re.DOTALL)
SLOT = re.compile(r"\{(\d)\}")
_NAMED = re.compile(r"\{([a-z_]+)\}")
MOST = 1_000  # letters: what is longer holds something that somebody sent, and is no sentence of ours
_HERE = Path(__file__).parent


def retell(locale: str, said: str) -> str:
    """Return a sentence of a refusal in a language of the console; as it is where that has no words for it.

    The names of the places it is about may stand before it, and stay.
    """
    told = _retell(locale, said)
    placed = _PLACES.fullmatch(said) if told == said and len(said) <= MOST else None
    return placed[1] + _retell(locale, placed[2]) if placed else told


def _retell(locale: str, said: str) -> str:
    known = list_refusals(locale)
    if said in known or not known or len(said) > MOST:
        return known.get(said, said)
    if said in (others := list_sentences(locale)):
        return others[said]
    for pattern, words in _patterns(locale):
        if found := pattern.fullmatch(said):
            return SLOT.sub(lambda slot: found[int(slot[1])], words)
    return said


@lru_cache(maxsize=len(STAFF_LOCALES))
def list_refusals(locale: str) -> Mapping[str, str]:
    """Return the sentences of a language by their English; none of English and of those that the console has not."""
    if locale == ENGLISH or locale not in STAFF_LOCALES:
        return {}
    with (_HERE / locale / "LC_MESSAGES" / "refusals.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}


@lru_cache(maxsize=len(STAFF_LOCALES))
def _patterns(locale: str) -> list[tuple[re.Pattern[str], str]]:
    """Return what has values, as patterns; what says most by itself comes first."""
    named = (_number(english, words) for english, words in list_sentences(locale).items())
    known = (*list_refusals(locale).items(), *named)
    slotted = [(english, words) for english, words in known if SLOT.search(english)]
    slotted.sort(key=lambda both: -len(SLOT.sub("", both[0])))
    return [(_pattern(english), words) for english, words in slotted]


def _number(english: str, words: str) -> tuple[str, str]:
    """Return a sentence and its words with {1} for the first {field} of the English, and so on."""
    fields = _NAMED.findall(english)
    places = iter(range(1, len(fields) + 1))
    numbered = _NAMED.sub(lambda _: f"{{{next(places)}}}", english)
    return numbered, _NAMED.sub(lambda field: f"{{{fields.index(field[1]) + 1}}}", words)


def _pattern(english: str) -> re.Pattern[str]:
    pieces = SLOT.split(english)  # words, number, words, number, words
    return re.compile("".join("(.+?)" if place % 2 else re.escape(one) for place, one in enumerate(pieces)), re.DOTALL)
