"""Which of several days a message names is the one that is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from lexicon.folding import fold, words_of
from lexicon.meanings import WordList, pattern_meaning, words_meaning

PARTS = ("morning", "afternoon", "evening", "night")
_CLAUSE_ENDS = ".,;!?।\n"
_TOMORROW, _IN_TWO_DAYS = "+1d", "+2d"
# "Not tomorrow, the day after": of tomorrow, though it isn't said again.
_DAY_AFTER = re.compile(r"\btom\w*\b.*\bday after\b(?! tom)")
_NOT, _NOT_SHORT = WordList(words_meaning("not that day")), pattern_meaning("not that day")


def day_meant(text: str, dates: Sequence[Mapping[str, Any]]) -> str:
    """The last day named: "not today, tomorrow". A clause that says no, and a part of a day alone, come last."""
    if len(dates) == 1 and dates[0].get("value") == _TOMORROW and _DAY_AFTER.search(fold(text)):
        return _IN_TWO_DAYS
    days = [each for each in dates if each.get("value") not in PARTS] or dates
    wanted = [each for each in days if not _denied(text, int(each.get("start") or 0))] or days
    return str(wanted[-1].get("value"))


def _denied(text: str, position: int) -> bool:
    """Whether the clause around this place says no."""
    start = max(text.rfind(end, 0, position) for end in _CLAUSE_ENDS) + 1
    ends = (text.find(end, position) for end in _CLAUSE_ENDS)
    clause = text[start : min((end for end in ends if end >= 0), default=len(text))]
    return _NOT.is_among(words_of(clause)) or _NOT_SHORT.search(fold(clause)) is not None
