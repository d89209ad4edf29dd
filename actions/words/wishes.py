"""Which requests a text names, by clause: those wished for, and those no longer wanted ("cancel the exchange")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.clauses import CANCEL_VERBS, NEGATIONS, NEXT_CLAUSE
from bot.domain.refusals import FORBIDDEN
from bot.domain.requests import RequestKind
from lexicon.folding import fold, unquoted_words
from lexicon.meanings import PhraseList, WordList, by_key, pattern_meaning, words_meaning

_NEW_PIECE, _MORE_MONEY = pattern_meaning("new piece"), pattern_meaning("wanted more money")
_WORDS_OF = {RequestKind(kind): words for kind, words in by_key("request named").items()}
_NAMES = {kind: WordList([word for word in words if " " not in word]) for kind, words in _WORDS_OF.items()}
_PHRASES = {kind: PhraseList(word.split() for word in words if " " in word) for kind, words in _WORDS_OF.items()}
_WITHDRAWS = frozenset({"withdraw", "close", "drop"})
_WANTS = WordList(words_meaning("wishes it"))
_NOES = NEGATIONS - CANCEL_VERBS


def kinds_wished(text: str) -> frozenset[RequestKind]:
    """Return the kinds that a text names in clauses that neither deny nor cancel."""
    return frozenset(kind for words, kinds in _clauses(text) if not _denies(words) for kind in kinds)


def kinds_unwanted(text: str) -> frozenset[RequestKind]:
    """Return the kinds that a text says are not wanted (any more): "no refund", "cancel the exchange".

    "Don't cancel the exchange" wants it.
    """
    return frozenset(
        kind for words, kinds in _clauses(text) if _denies(words) and not _denies_cancelling(words) for kind in kinds
    )


def cancels(text: str) -> bool:
    """Whether a text says to cancel or take back, and nowhere not to."""
    words = unquoted_words(text)
    return not (CANCEL_VERBS | _WITHDRAWS).isdisjoint(words) and not _denies_cancelling(words)


def wanted_more_money(text: str) -> bool:
    """Whether somebody asked the customer for more money than was agreed: a complaint, no wish for money back."""
    return _MORE_MONEY.search(fold(text)) is not None


def _clauses(text: str) -> Iterator[tuple[list[str], list[RequestKind]]]:
    for clause in NEXT_CLAUSE.split(fold(text)):
        words = unquoted_words(clause)
        kinds = [kind for kind in _NAMES if _is_named(kind, words)]
        if _NEW_PIECE.search(clause) and RequestKind.EXCHANGE not in kinds:
            kinds.append(RequestKind.EXCHANGE)
        # "Paise wapas", "taka ferot": the money is to come back, not the goods to go.
        if RequestKind.REFUND in kinds and RequestKind.RETURN in kinds:
            kinds.remove(RequestKind.RETURN)
        yield words, kinds


def _is_named(kind: RequestKind, words: Sequence[str]) -> bool:
    return _NAMES[kind].is_among(words) or _PHRASES[kind].is_in(words)


def _denies(words: Sequence[str]) -> bool:
    unwanted = not _NOES.isdisjoint(words) and _WANTS.is_among(words)
    return unwanted or FORBIDDEN.is_in(words) or not CANCEL_VERBS.isdisjoint(words)


def _denies_cancelling(words: Sequence[str]) -> bool:
    return not CANCEL_VERBS.isdisjoint(words) and (not _NOES.isdisjoint(words) or FORBIDDEN.is_in(words))
