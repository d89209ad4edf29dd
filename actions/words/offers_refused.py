"""Tells "no more offers" from a wish for offers, where the classifier saw the offers and missed the no."""

from __future__ import annotations

from itertools import pairwise

from bot.domain.refusals import wants_no_stop
from lexicon.folding import unquoted_words
from lexicon.meanings import WordList, by_key, words_meaning

_SENT = WordList(words_meaning("what we send"))
_NOT_WISHED = {no: WordList(wishes) for no, wishes in by_key("not wished").items()}


def refuses_offers(text: str) -> bool:
    """Whether the customer says that offers, or our messages, are not wanted; a question says nothing of the kind."""
    if "?" in text or wants_no_stop(text):  # "don't stop sending messages"
        return False
    told = unquoted_words(text)
    if not _SENT.is_among(told):
        return False
    return any(_unwanted(one, other) or _unwanted(other, one) for one, other in pairwise(told))


def _unwanted(no: str, wish: str) -> bool:
    return no in _NOT_WISHED and _NOT_WISHED[no].is_among([wish])
