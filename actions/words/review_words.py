"""Words of a review: a shrug, a fault, praise that is denied."""

from __future__ import annotations

from lexicon.folding import unquoted_words, words_of
from lexicon.meanings import WordList, words_meaning

_SHRUGS = frozenset(" ".join(words_of(shrug)) for shrug in words_meaning("shrug"))
_FAULT, _NOT_SO, _LIKED = (WordList(words_meaning(meaning)) for meaning in ("fault", "not so", "liked"))


def is_shrug(text: str) -> bool:
    """Whether the whole message is neither praise nor blame."""
    return " ".join(words_of(text)) in _SHRUGS


def likes(text: str) -> bool:
    """Whether it says of something that it is liked."""
    return _LIKED.is_among(unquoted_words(text)) and not finds_fault(text)


def finds_fault(text: str) -> bool:
    """Whether it names a fault, or says of something good that it wasn't."""
    told = unquoted_words(text)
    return _FAULT.is_among(told) or (_NOT_SO.is_among(told) and _LIKED.is_among(told))
