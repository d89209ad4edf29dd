"""Texts cut to the length there is room for: never inside a letter with its signs, and what tells them apart stays.

Everything that cuts words people read asks here. Lengths are in characters as Python counts them, which is how
WhatsApp counts too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

_ELLIPSIS = "…"
_JOINERS = "\u200d\u200c"
# Marks on one letter beyond this are noise that somebody piles up; there a cut may fall anywhere.
_MOST_SIGNS = 64
_VIRAMA = 9  # the combining class of the sign that joins two letters to one
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
# What stands last in a description of several parts is the part that differs: a stage, a price.
_PART = " · "
# A first word longer than this part of the room leaves too little of the end.
_HEAD_OF = 3
# Titles that still look alike from their first difference are cut at the next.
_PASSES = 3


def beginning(text: str, limit: int) -> str:
    """Return at most `limit` characters of the beginning of a text, whole letters only."""
    return text if len(text) <= limit else text[: whole_letters(text, limit)]


def shortened(text: str, limit: int) -> str:
    """Return the text in at most `limit` characters, the last of them "…" where it was cut."""
    return text if len(text) <= limit else beginning(text, limit - 1).rstrip() + _ELLIPSIS


def shortened_parts(text: str, limit: int) -> str:
    """Return a text of parts ("goods · stage") in at most `limit` characters: the last part stays whole."""
    rest, dot, last = text.rpartition(_PART)
    room = limit - len(dot) - len(last)
    return shortened(rest, room) + dot + last if dot and room > 1 and len(text) > limit else shortened(text, limit)


def shortened_titles(titles: Sequence[str], limit: int) -> list[str]:
    """Return titles that stand below each other, each in at most `limit` characters, different ones still different.

    A number at the end stays, since people know an order by it: "Order …ONLINE-STORE-1042".
    """
    shown = [_with_its_number(title, limit) for title in titles]
    for _ in range(_PASSES):
        alike = [{title for title, other in zip(titles, shown, strict=True) if other == one} for one in shown]
        shown = [
            _from_difference(title, others, limit) if len(others) > 1 else one
            for title, one, others in zip(titles, shown, alike, strict=True)
        ]
    return shown


def whole_letters(text: str, cut: int) -> int:
    """Return the last place up to `cut` that is not inside a letter with its signs, a flag or a joined emoji.

    Where a single one is longer than that, it is cut all the same.
    """
    place, floor = cut, max(cut - _MOST_SIGNS, 0)
    while floor < place < len(text) and not _is_between_letters(text, place):
        place -= 1
    return place if place > floor else cut


def _is_between_letters(text: str, place: int) -> bool:
    before, behind = text[place - 1], text[place]
    if unicodedata.category(behind) in ("Mn", "Mc", "Me", "Sk", "Cf") or before == _JOINERS[0]:
        return False
    if ord(before) in _FLAG_LETTERS and ord(behind) in _FLAG_LETTERS:
        run = len(text[:place]) - len(text[:place].rstrip("".join(map(chr, _FLAG_LETTERS))))
        return run % 2 == 0
    return not (unicodedata.category(behind) == "Lo" and _joins_next(text[max(0, place - 4) : place]))


def _joins_next(before: str) -> bool:
    """Whether a letter before ends in a sign that joins it to the next one: the ક્ of ક્ષ."""
    signs = before.rstrip(_JOINERS)
    return bool(signs) and unicodedata.combining(signs[-1]) == _VIRAMA


def _with_its_number(title: str, limit: int) -> str:
    words = title.split()
    if len(title) <= limit or not words or not re.search(r"\d", words[-1]):
        return shortened(title, limit)
    return _end_of(title, limit)


def _end_of(title: str, limit: int, least: int = 1) -> str:
    """The first word, where it is short and `least` characters of the end have room beside it, and the end."""
    head = title.partition(" ")[0] + " "
    head = head if len(head) <= limit // _HEAD_OF and len(head) + 1 + least <= limit else ""
    return head + _ELLIPSIS + _ending(title, limit - len(head) - 1)


def _ending(text: str, limit: int) -> str:
    start = len(text) - limit
    while start < len(text) and not _is_between_letters(text, start):
        start += 1
    return text[start:].lstrip()


def _number_start(text: str, place: int, most: int) -> int:
    """The first digit of the number that a place is in, unless that is more than `most` digits before it."""
    start = place
    while start > 0 and text[start - 1].isdigit():
        start -= 1
    return start if place - start <= most else place


def _from_difference(title: str, alike: Collection[str], limit: int) -> str:
    """The title from where it differs from those that look like it; all of its end, where that has room."""
    same = 0
    while len({other[: same + 1] for other in alike}) == 1:
        same += 1
    same = whole_letters(title, _number_start(title, same, limit // 2))
    least = len(title) - same
    return _end_of(title, limit, least) if least < limit else _ELLIPSIS + shortened(title[same:], limit - 1)
