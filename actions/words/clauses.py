"""Which of several numbers in a message is wished about: each belongs to its clause, and some clauses say no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.clauses import CANCEL_VERBS, Clause, clauses_of, denies
from lexicon.folding import unquoted_words

# Among how many words beside a number a no is about it.
_NEAR = 4
_LABELLED = frozenset({"order", "ordr", "number", "awb", "tracking", "bill", "invoice"})


def wished_number(text: str, mentions: Sequence[Mapping[str, Any]], intent: str) -> str:
    """The order number that a message wishes something about, of those mentioned in it (Rasa's entities); "" of none.

    A number in a clause that says no is passed over. For a cancellation the clause that names it comes first. Where
    nothing tells, the first number counts.
    """
    if not mentions:
        return ""
    if len(mentions) == 1 or not all("start" in mention for mention in mentions):
        return str(mentions[0].get("value"))
    clauses = clauses_of(text)
    wanted = [each for each in mentions if not _is_refused(text, each, mentions, clauses)] or list(mentions)
    if intent == "cancel_order":
        named = [each for each in wanted if CANCEL_VERBS.intersection(_clause_of(each, clauses).words)]
        wanted = named or wanted
    return str(wanted[0].get("value"))


def _clause_of(mention: Mapping[str, Any], clauses: Sequence[Clause]) -> Clause:
    return next((one for one in clauses if one.start <= int(mention["start"]) < one.end), clauses[-1])


def _is_refused(
    text: str, mention: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], clauses: Sequence[Clause]
) -> bool:
    """Whether the clause of a number says no; where it holds several numbers, whether the words at this one do.

    Where the verb comes first ("don't cancel 1045 cancel 1048") those are the words before a number, else those
    behind it ("1045 rehne do 1048 cancel kar do").
    """
    clause = _clause_of(mention, clauses)
    beside = [each for each in mentions if _clause_of(each, clauses) is clause]
    if len(beside) == 1:
        return denies(_without_label(clause.words))
    at = next(place for place, each in enumerate(beside) if each is mention)
    head = _without_label(unquoted_words(text[clause.start : int(beside[0]["start"])]))
    if CANCEL_VERBS.intersection(head) or denies(head):
        begin = int(beside[at - 1]["end"]) if at else clause.start
        return denies(_without_label(unquoted_words(text[begin : int(mention["start"])]))[-_NEAR:])
    end = int(beside[at + 1]["start"]) if at + 1 < len(beside) else clause.end
    return denies(unquoted_words(text[int(mention["end"]) : end])[:_NEAR])


def _without_label(words: Sequence[str]) -> Sequence[str]:
    """The words without the "no" of "order no 1045"."""
    return [word for at, word in enumerate(words) if word != "no" or at == 0 or words[at - 1] not in _LABELLED]
