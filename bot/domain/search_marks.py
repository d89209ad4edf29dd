"""Where in a text stands what was looked for, and the sentences around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.search_key import TextWord, find_words
from bot.domain.search_words import Choice, SoughtWords, by_sound, exactly
from bot.domain.shortening import whole_letters

MOST_SHOWN = 240  # characters of a text; a longer one is shown around the first mark
_BEFORE = 80  # of these at most before it
_SENTENCE_END = re.compile(r"[.!?।\n]\s*")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text, and where (from, to, in characters of it) stands what was looked for; never inside a letter."""

    text: str
    marks: tuple[tuple[int, int], ...]


def mark_text(merchant_id: int, text: str, wanted: Iterable[Choice]) -> MarkedText:
    """Return a text of a shop with marks; of a long one the sentences around the first, "…" where it was cut."""
    words = find_words(text)
    known = [_indexed(merchant_id, word) for word in words]
    places = {place for choice in wanted for sought in choice for place in _places(known, sought)}
    return _around_first(text, [(words[place].start, words[place].end) for place in sorted(places)])


def _indexed(merchant_id: int, word: TextWord) -> frozenset[str]:
    return frozenset(one.words[0] for one in (exactly(merchant_id, [word]), *by_sound(merchant_id, word)))


def _places(known: Sequence[frozenset[str]], sought: SoughtWords) -> Iterator[int]:
    """Places of all the words that stand where this was sought."""
    count = len(sought.words)
    for first in range(len(known) - count + 1):
        *whole, last = zip(known[first : first + count], sought.words, strict=True)
        if all(word in own for own, word in whole) and _goes_on(*last, sought.begins):
            yield from range(first, first + count)


def _goes_on(own: frozenset[str], word: str, begins: bool) -> bool:
    return word in own or (begins and any(one.startswith(word) for one in own))


def _around_first(text: str, marks: list[tuple[int, int]]) -> MarkedText:
    if len(text) <= MOST_SHOWN:
        return MarkedText(text, tuple(marks))
    first = marks[0][0] if marks else 0
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text, 0, first))]
    begin = max(starts[-1], whole_letters(text, max(0, first - _BEFORE)))
    end = min(len(text), whole_letters(text, begin + MOST_SHOWN))
    before, behind = _CUT if begin else "", _CUT if end < len(text) else ""
    shift = len(before) - begin
    inside = tuple((start + shift, stop + shift) for start, stop in marks if begin <= start and stop <= end)
    return MarkedText(before + text[begin:end] + behind, inside)
