"""Which of several numbers in a message is wished about: each belongs to its clause, and some clauses say no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lexicon.folding import fold, unquoted_words
from lexicon.meanings import by_key, codes, of_locale, pattern_meaning

NEXT_CLAUSE = pattern_meaning("next clause")
_ANSWER = by_key("answer")
_NOES = ("negation", "no")


def _single(code: str) -> frozenset[str]:
    """The single words of a locale that say no, apostrophes away."""
    entries = of_locale(code, "answer")
    return frozenset(word.replace("'", "") for key in _NOES for word in entries[key] if " " not in word)


# In English a no comes before its number ("not 1045"), in our other languages behind it ("1045 nahi").
_NO_BEFORE = _single("en")
_NO_BEHIND = frozenset().union(*(_single(code) for code in codes() if code != "en"))
NEGATIONS = _NO_BEFORE | _NO_BEHIND
CANCEL_VERBS = frozenset(word for word in _ANSWER["of cancel"] if " " not in word)
# Among how many words behind a number a no is about it.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    words: tuple[str, ...]


def wished_number(text: str, mentions: Sequence[Mapping[str, Any]], intent: str) -> str:
    """The order number that a message wishes something about, of those mentioned in it (Rasa's entities); "" of none.

    A number in a clause that says no is passed over. For a cancellation the clause that names it comes first. Where
    nothing tells, the first number counts.
    """
    if not mentions:
        return ""
    if len(mentions) == 1 or not all("start" in mention for mention in mentions):
        return str(mentions[0].get("value"))
    clauses = _clauses(text)
    wanted = [each for each in mentions if not _is_refused(text, each, mentions, clauses)] or list(mentions)
    if intent == "cancel_order":
        named = [each for each in wanted if CANCEL_VERBS.intersection(_clause_of(each, clauses).words)]
        wanted = named or wanted
    return str(wanted[0].get("value"))


def _clauses(text: str) -> list[_Clause]:
    folded = fold(text)
    if len(folded) != len(text):  # letters that fold to several: places would not fit
        folded = text.casefold() if len(text.casefold()) == len(text) else text
    ends = [match.span() for match in NEXT_CLAUSE.finditer(folded)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [_Clause(at, to, tuple(unquoted_words(text[at:to]))) for at, to in zip(starts, stops, strict=True)]


def _clause_of(mention: Mapping[str, Any], clauses: Sequence[_Clause]) -> _Clause:
    return next((one for one in clauses if one.start <= int(mention["start"]) < one.end), clauses[-1])


def _is_refused(
    text: str, mention: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]], clauses: Sequence[_Clause]
) -> bool:
    """Whether the clause of a number says no; where it holds several numbers, whether a no stands beside this one."""
    clause = _clause_of(mention, clauses)
    if sum(_clause_of(each, clauses) is clause for each in mentions) == 1:
        return bool(NEGATIONS.intersection(clause.words))
    before = unquoted_words(text[clause.start : int(mention["start"])])[-1:]
    behind = unquoted_words(re.split(r"[0-9]", text[int(mention["end"]) : clause.end], maxsplit=1)[0])[:_NEAR]
    return bool(_NO_BEFORE.intersection(before) or _NO_BEHIND.intersection(behind))
