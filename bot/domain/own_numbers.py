"""A customer's own order and tracking numbers in what they type, in whatever form.

A shop numbers its orders as it likes: "INV/2026-27/00042", "#RO1042-A", 26000177. Customers leave out letters,
years and zeros, or put blanks in. The longest form that fits counts; what may be a price, a day or a PIN code is
left to whoever reads those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.orders import same_number
from bot.domain.writing import code_of
from lexicon.folding import Normalised, ascii_digits, normalise_with_origins, words_of
from lexicon.meanings import by_key

_BETWEEN = r"[\s/\\_.#-]{0,3}"  # the parts of a number
_GROUPS = re.compile(r"[^\W\d_]+|\d+")
# Digits from this many on are grouped by people: "2600 0177".
_GROUPED_FROM = 6
_LONGEST = 1500  # characters read; numbers stand near the start of what people write
_RUNNING = 3  # digits of a part that counts by itself
_SURE = 8  # digits that are nothing else once they are those of a number
_PARTS_SURE = 5  # the same where they are in parts, "27/00042"
# With a part before it that isn't one of the number's: "order-1042".
_CODE = re.compile(r"(?<![^\W_])(?:(?:order|no|awb|pin)[-/_.]?)?([0-9A-Za-z]+(?:[-/_.][0-9A-Za-z]+)+)", re.IGNORECASE)
_LONG = re.compile(r"(?<![\w₹+.,:/-])(\d{8,14})(?![\w/:-]|[.,]\d)")
_LONGEST_LETTERS = 5
# "Rs.2499.50" is no number of an order.
_MONEY = frozenset({"rs", "inr"})
LABELS = frozenset(
    word
    for meaning, key in (("order", "order"), ("tracking", "tracking"), ("number in words", "before"))
    for word in by_key(meaning)[key]
)
_MONEY_BEFORE = re.compile(r"(?:[₹+$€£]|(?<![a-z])(?:rs|inr)[.:-]?)\s?$")
_LETTERS_BEFORE = re.compile(r"([a-z]+)([-/_]?)$")
_DIGITS_BEFORE, _DIGITS_BEHIND = re.compile(r"\d[.,:/_-]?$"), re.compile(r"[.,:/_-]?\d")
_LETTER_BEHIND = re.compile(r"[-/_]?[a-z](?![a-z])")


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """An order that a conversation may be told of: its row, its number and its parcels' tracking numbers."""

    order_id: int
    number: str
    tracking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Where a text names one of those numbers, and which orders it may be.

    `sure`: it can be nothing else. `labelled`: "order", "no." or # stands before it. `digits`: 0 where letters are
    in it, so that only a plain number counts its own.
    """

    orders: tuple[OwnNumber, ...]
    start: int
    end: int
    sure: bool
    labelled: bool
    digits: int


@dataclass(frozen=True, slots=True)
class Code:
    """What is written like an order number of several parts, and where it stands."""

    number: str
    start: int
    end: int


def find_codes(text: str) -> list[Code]:
    """Return what in a text is written like an order number, whoever's it is: "INV/2026-27/00042", "order 26000177"."""
    typed = ascii_digits(text)
    parts = [match for match in _CODE.finditer(typed) if _is_code(match[1].lower())]
    long = [match for match in _LONG.finditer(typed) if _is_labelled(typed[: match.start()])]
    return [Code(match[1].upper(), *match.span(1)) for match in (*parts, *long)]


def find_named(text: str, own: Sequence[OwnNumber]) -> list[Named]:
    """Return what a text names of these numbers, in order and without overlaps."""
    normalised = normalise_with_origins(text[:_LONGEST])
    found: dict[tuple[int, int], dict[bool, dict[int, OwnNumber]]] = {}
    for one in own:
        for form, is_whole in _forms_of(one):
            for match in form.finditer(normalised.text):
                found.setdefault(match.span(), {}).setdefault(is_whole, {})[one.order_id] = one
    chosen: list[tuple[int, int]] = []
    for span in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if all(span[1] <= start or end <= span[0] for start, end in chosen):
            chosen.append(span)
    standing = [span for span in sorted(chosen) if _stands_alone(normalised.text, span, chosen)]
    return [_named(normalised, span, found[span]) for span in standing]


def orders_meant(typed: str, own: Sequence[OwnNumber]) -> tuple[OwnNumber, ...]:
    """Return the orders that a number by itself may mean: those it is written like, else those it is a part of."""
    exact = tuple(one for one in own if code_of(one.number) == code_of(typed))
    whole = normalise_with_origins(typed).text.strip(" #.")
    return (
        exact[:1]
        or tuple(one for one in own if any(form.fullmatch(whole) for form, _ in _forms_of(one)))
        or tuple(one for one in own if same_number(typed, one.number))
    )


def is_only_numbers(text: str, named: Sequence[Named]) -> bool:
    """Whether a text is nothing but these numbers and what they are called ("order no.")."""
    rest = list(text)
    for one in named:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return bool(named) and all(word in LABELS for word in words_of("".join(rest)))


@lru_cache(maxsize=1024)
def _forms_of(one: OwnNumber) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """What to look for, each with whether it is the number whole."""
    groups = _GROUPS.findall(normalise_with_origins(one.number).text)
    forms = [
        (_joined(groups[start:end], at - start), start == 0 and end == len(groups)) for at, start, end in _cuts(groups)
    ]
    for tracking in one.tracking:
        parts = _GROUPS.findall(normalise_with_origins(tracking).text)
        if sum(map(len, parts)) >= _GROUPED_FROM:
            forms.append((_joined(parts, -1), True))
    return tuple((re.compile(rf"(?<!\d){form}(?!\d)"), is_whole) for form, is_whole in forms)


def _cuts(groups: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The running number's place, and where parts of the number that hold it start and end."""
    numbers = [at for at, group in enumerate(groups) if group.isdigit()]
    if not numbers:
        if groups:
            yield -1, 0, len(groups)
        return
    running = next((at for at in reversed(numbers) if len(groups[at]) >= _RUNNING), numbers[-1])
    for start in range(running + 1):
        for end in range(running + 1, len(groups) + 1):
            yield running, start, end


def _joined(groups: Sequence[str], running: int) -> str:
    return _BETWEEN.join(_part(group, at == running) for at, group in enumerate(groups))


def _part(group: str, is_running: bool) -> str:
    if not group.isdigit():
        return re.escape(group)
    digits = (group.lstrip("0") or group) if is_running else group
    zeros = "0{0,8}" if is_running else ""
    return zeros + ("[ -]?".join(digits) if len(group) >= _GROUPED_FROM else digits)


def _stands_alone(text: str, span: tuple[int, int], chosen: Sequence[tuple[int, int]]) -> bool:
    """Whether a form is no part of a longer number, word or sum; another own number may touch it."""
    before, behind = text[: span[0]], text[span[1] :]
    if _MONEY_BEFORE.search(before):
        return False
    letters = _LETTERS_BEFORE.search(before)
    if letters and letters[1] not in LABELS:
        return False
    ends, starts = {end for _, end in chosen}, {start for start, _ in chosen}
    left, right = _DIGITS_BEFORE.search(before), _DIGITS_BEHIND.match(behind)
    if left and left.start() + 1 not in ends:
        return False
    return not (right and span[1] + right.end() - 1 not in starts) and not _LETTER_BEHIND.match(behind)


def _named(normalised: Normalised, span: tuple[int, int], fits: dict[bool, dict[int, OwnNumber]]) -> Named:
    typed = normalised.text[slice(*span)]
    digits = sum(map(str.isdigit, typed))
    has_letters = any(map(str.isalpha, typed))
    parts = len(_GROUPS.findall(typed))
    orders = fits.get(True) or fits[False]
    sure = digits >= _SURE or (digits >= _PARTS_SURE and parts > 1) or (has_letters and digits >= _RUNNING)
    return Named(
        tuple(orders.values()),
        normalised.origins[span[0]],
        normalised.origins[span[1] - 1] + 1,
        sure or (has_letters and not digits),
        _is_labelled(normalised.text[: span[0]]),
        0 if has_letters else digits,
    )


def _is_code(run: str) -> bool:
    """Whether parts in a row are one number: letters lead or end it, or its parts are of several lengths."""
    groups = _GROUPS.findall(run)
    numbers = [group for group in groups if group.isdigit()]
    if max(map(len, numbers), default=0) < _RUNNING:
        return False
    leads, ends = groups[0], groups[-1]
    # Parts with dots are a sum, a day or a page as well; letters and two numbers are none of them.
    if "." in run and (not leads.isalpha() or len(numbers) < 2 or leads in _MONEY):
        return False
    if leads.isalpha():
        return len(leads) <= _LONGEST_LETTERS and leads not in LABELS and len(groups) > len(numbers)
    return (ends.isalpha() and len(ends) == 1) or (len(numbers) > 2 and len(set(map(len, numbers))) > 1)


def _is_labelled(before: str) -> bool:
    return before.rstrip().endswith("#") or bool(set(words_of(before)[-1:]) & LABELS)
