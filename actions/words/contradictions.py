"""Words against what the courier says: it hasn't come, I was at home; and who may take it instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.clauses import NEGATIONS, NO_BEFORE, NO_BEHIND, clauses_of
from lexicon.folding import fold
from lexicon.meanings import by_key, codes, of_locale, pattern_meaning


def _near(no: Sequence[str], came: Sequence[str]) -> str:
    """No and came beside each other, with a word between at most: "nahi, mil gaya" has come."""
    one, other = "|".join(no), "|".join(came)
    return rf"(?<!\w)(?:(?:{one}) (?:\S+ )?(?:{other})|(?:{other}) (?:\S+ )?(?:{one}))(?!\w)"


def _not_got() -> re.Pattern[str]:
    told = [of_locale(code, "not got") for code in codes()]
    beside = [_near(one["pattern of no"], one["pattern of came"]) for one in told if "pattern of no" in one]
    return re.compile("|".join((*by_key("not got")["pattern"], *beside)))


_NOT_GOT = _not_got()
# "Pasand nahi aaya" came and wasn't liked.
_NOT_LIKED = pattern_meaning("not liked")
_AT_HOME = pattern_meaning("at home")
_SOMEBODY, _HAND_OVER = pattern_meaning("who takes it"), pattern_meaning("leaves it there")
# "De do na" asks for it; in Bengali the same word behind its verb forbids it.
_PLEADS = frozenset({"na", "ना", "ના"})
_BENGALI = "bn"


def says_not_got(text: str) -> bool:
    """Whether the words tell of something that hasn't come; a bare no doesn't."""
    told = fold(text)
    return _NOT_GOT.search(told) is not None and _NOT_LIKED.search(told) is None


def says_at_home(text: str) -> bool:
    """Whether the customer says that somebody was there, or that the courier's word isn't true."""
    return _AT_HOME.search(fold(text)) is not None


def names_who_takes_it(text: str) -> bool:
    """Whether a watchman, a neighbour or the like is named."""
    return _SOMEBODY.search(fold(text)) is not None


def forbids_who_takes_it(text: str, locale: str) -> bool:
    """Whether a clause that names a watchman, a neighbour or the like says not to give it to them.

    "Not home, give it to the guard" gives it: the no stands beside the giving, or right before whom in English.
    """
    clauses = (clause.words for clause in clauses_of(text))
    return any(_SOMEBODY.search(" ".join(words)) and _denies_giving(words, locale) for words in clauses)


def _denies_giving(words: Sequence[str], locale: str) -> bool:
    # Before its verb a no is one in each of our languages, behind it not in English.
    behind = NO_BEHIND - (frozenset() if locale.startswith(_BENGALI) else _PLEADS)
    verbs = [at for at, word in enumerate(words) if _HAND_OVER.match(word)]
    denied = any(
        (at and words[at - 1] in NEGATIONS) or (at + 1 < len(words) and words[at + 1] in behind) for at in verbs
    )
    whom = next((at for at, word in enumerate(words) if _SOMEBODY.search(word)), 0)
    return denied or not NO_BEFORE.isdisjoint(words[max(whom - 3, 0) : whom])
