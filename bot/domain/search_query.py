"""What somebody types into the search box, read: words and operators. Whatever is typed can be read.

What looks like an operator and is none, or has a value it does not know, is words; what was understood is told piece
by piece, so that the page can show each as something to take away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.channels import Channel
from bot.domain.conversations import Owner
from bot.domain.locale import CODES
from bot.domain.search_key import TextWord, find_words
from lexicon.folding import ascii_digits, fold

MOST_CHARACTERS, MOST_PIECES = 1000, 20  # what is beyond is not read, and not told as understood


class Operator(StrEnum):
    """What a piece asks for; WORD, EXACT and NUMBER are typed without a name."""

    WORD = "word"
    EXACT = "exact"  # these words in this order, in the letters they were typed in
    NUMBER = "number"  # of an order, else the end of a phone's, else of a parcel
    FROM = "from"  # the customer's name
    ASSIGNEE = "assignee"  # me, nobody, or a name
    OWNER = "owner"
    IN = "in"
    LABEL = "label"
    LOCALE = "locale"
    CHANNEL = "channel"
    ORDER = "order"
    AWB = "awb"  # a parcel's tracking number
    PHONE = "phone"  # its last digits
    IS = "is"
    HAS = "has"
    BEFORE = "before"
    AFTER = "after"
    WAITING = "waiting"  # for longer than


class Whereabouts(StrEnum):
    """Where a conversation is, for `in:`."""

    OPEN = "open"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    ASSISTANT = "assistant"
    MENTIONS = "mentions"
    BREACHED = "breached"
    ALL = "all"


class Mark(StrEnum):
    """What is so of a conversation, for `is:`."""

    UNANSWERED = "unanswered"
    LATE = "late"  # a parcel of the customer's is
    BREACHED = "breached"
    COD = "cod"  # an order to be paid at the door waits for the customer's yes
    WITHHELD = "withheld"  # an answer of the assistant was


class Holding(StrEnum):
    """What is in a conversation, for `has:`."""

    PHOTO = "photo"
    NOTE = "note"
    FAILED = "failed"  # a message that did not arrive
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that have to be in one message, or (not `wanted`) in none that is found; `exact`: in this order."""

    words: tuple[TextWord, ...]
    exact: bool = False
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to be so of a conversation (BEFORE, AFTER: of a message), or (not `wanted`) must not be."""

    operator: Operator
    value: str | date | timedelta
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Understood:
    """A piece as it was read: `operator` (with a - where it must not be so), `value`, and `text` as it was typed."""

    operator: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A query that was read. Without any terms it finds conversations, with some it finds messages and notes."""

    terms: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    understood: tuple[Understood, ...] = ()


_PIECE = re.compile(
    r'(?=\S)(?P<no>-)?(?:(?P<name>[A-Za-z]+)(?P<sign>[:>]))?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]*))'
)
_NUMBER = re.compile(r"[#+]?(\d+)")
_WAITED = re.compile(r"(\d{1,4})([mhd])")
_YEARS = range(1970, 2200)  # others are no days of messages, and some none of a database
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_QUOTES = str.maketrans("“”„«»\x00", '""""" ')


def read_query(typed: str) -> SearchQuery:
    """Return what was typed as terms and conditions; at most MOST_CHARACTERS and MOST_PIECES of it are read."""
    terms: list[Term] = []
    conditions: list[Condition] = []
    understood: list[Understood] = []
    for piece in _pieces(typed):
        wanted = piece["no"] is None
        read = _condition(piece, wanted) or _term(piece, wanted)
        if isinstance(read, Condition):
            conditions.append(read)
            value = piece["quoted"] or piece["plain"] if isinstance(read.value, timedelta) else str(read.value)
            understood.append(_told(read.operator, wanted, value, piece[0]))
        elif read is not None:
            terms.append(read)
            operator = Operator.EXACT if read.exact else Operator.WORD
            understood.append(_told(operator, wanted, " ".join(word.written for word in read.words), piece[0]))
    return SearchQuery(tuple(terms), tuple(conditions), tuple(understood))


def _pieces(typed: str) -> Iterator[re.Match[str]]:
    found = (one for one in _PIECE.finditer(typed[:MOST_CHARACTERS].translate(_QUOTES)) if one[0])
    for _, piece in zip(range(MOST_PIECES), found, strict=False):
        yield piece


def _told(operator: Operator, wanted: bool, value: str, text: str) -> Understood:
    return Understood(operator if wanted else f"-{operator}", value, text)


def _term(piece: re.Match[str], wanted: bool) -> Term | None:
    exact = piece["name"] is None and piece["quoted"] is not None
    words = tuple(find_words(piece[0]))
    return Term(words, exact, wanted) if words else None


def _condition(piece: re.Match[str], wanted: bool) -> Condition | None:
    """The condition that a piece is; None where it is words."""
    value = (piece["quoted"] if piece["plain"] is None else piece["plain"]).strip()
    if piece["name"] is None:
        number = _NUMBER.fullmatch(ascii_digits(value)) if piece["plain"] else None
        return Condition(Operator.NUMBER, number[1], wanted) if number else None
    reader = _READERS.get(piece["name"].lower() + piece["sign"])
    read = reader[1](value) if reader and value else None
    return Condition(reader[0], read, wanted) if reader and read is not None else None


def _one_of(values: type[StrEnum] | tuple[str, ...]) -> Callable[[str], str | None]:
    known = {fold(str(one)): str(one) for one in values}
    return lambda value: known.get(fold(value))


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(ascii_digits(value))
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def _span(value: str) -> timedelta | None:
    found = _WAITED.fullmatch(ascii_digits(value).lower())
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None


def _digits(value: str) -> str | None:
    return "".join(one for one in ascii_digits(value) if one.isascii() and one.isdigit()) or None


def _wordy(value: str) -> str | None:
    return value if find_words(value) else None


Reader = tuple[Operator, Callable[[str], str | date | timedelta | None]]
_READERS: Mapping[str, Reader] = {
    "from:": (Operator.FROM, _wordy),
    "assignee:": (Operator.ASSIGNEE, _wordy),
    "owner:": (Operator.OWNER, _one_of(Owner)),
    "in:": (Operator.IN, _one_of(Whereabouts)),
    "label:": (Operator.LABEL, _wordy),
    "locale:": (Operator.LOCALE, _one_of(CODES)),
    "channel:": (Operator.CHANNEL, _one_of(Channel)),
    "order:": (Operator.ORDER, _wordy),
    "awb:": (Operator.AWB, _wordy),
    "phone:": (Operator.PHONE, _digits),
    "is:": (Operator.IS, _one_of(Mark)),
    "has:": (Operator.HAS, _one_of(Holding)),
    "before:": (Operator.BEFORE, _day),
    "after:": (Operator.AFTER, _day),
    "waiting>": (Operator.WAITING, _span),
}
