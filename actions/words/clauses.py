"""Which of several numbers in a message is wished about: each belongs to its clause, and some clauses say no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.clauses import CANCEL_VERBS, NEGATIONS, NO_BEFORE, NO_BEHIND, Clause, clauses_of
from lexicon.folding import unquoted_words

# Among how many words behind a number a no is about it.
_NEAR = 2


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
    """Whether the clause of a number says no; where it holds several numbers, whether a no stands beside this one."""
    clause = _clause_of(mention, clauses)
    if sum(_clause_of(each, clauses) is clause for each in mentions) == 1:
        return bool(NEGATIONS.intersection(clause.words))
    before = unquoted_words(text[clause.start : int(mention["start"])])[-1:]
    behind = unquoted_words(re.split(r"[0-9]", text[int(mention["end"]) : clause.end], maxsplit=1)[0])[:_NEAR]
    return bool(NO_BEFORE.intersection(before) or NO_BEHIND.intersection(behind))
