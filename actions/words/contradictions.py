"""Words against what the courier says: it hasn't come, I was at home; and who may take it instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_SOMEBODY = pattern_meaning("who takes it")


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
