"""What a customer can ask the people of a shop to do, and the reference they are told."""

from __future__ import annotations

import re
from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked for; each has sentences below request.ask, request.done and request.kind."""

    CANCEL = "cancel"
    ADDRESS = "address"
    CHANGE_ORDER = "change_order"
    RETURN = "return"
    REFUND = "refund"
    EXCHANGE = "exchange"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    NOT_RECEIVED = "not_received"
    RESEND = "resend"
    RESCHEDULE = "reschedule"
    HAND_OVER = "hand_over"  # somebody else takes the parcel: the guard, a neighbour
    WARRANTY = "warranty"
    COMPLAINT = "complaint"
    PAYMENT = "payment"
    INVOICE = "invoice"


class RequestState(StrEnum):
    """What has become of a request."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by the customer, before anybody took it up


# Those that end in money going back, for "where is my refund".
REFUNDING = frozenset(
    {
        RequestKind.REFUND,
        RequestKind.RETURN,
        RequestKind.CANCEL,
        RequestKind.DAMAGED,
        RequestKind.WRONG_ITEM,
        RequestKind.NOT_RECEIVED,
    }
)
# What is wished for goods that have come (or never did), and what is told of them: all of one subject.
WISHES = frozenset({RequestKind.RETURN, RequestKind.REFUND, RequestKind.EXCHANGE, RequestKind.RESEND})
REPORTS = frozenset({RequestKind.DAMAGED, RequestKind.WRONG_ITEM, RequestKind.WARRANTY, RequestKind.NOT_RECEIVED})
GOODS = WISHES | REPORTS
# Who wants an order stopped no longer wants it elsewhere, later or in blue; and the other way round.
_STILL_COMING = frozenset(
    {RequestKind.ADDRESS, RequestKind.CHANGE_ORDER, RequestKind.RESCHEDULE, RequestKind.HAND_OVER}
)


def same_subject(kind: RequestKind) -> frozenset[RequestKind]:
    """Return the kinds of which an order has one open request at most, `kind` among them."""
    if kind in GOODS:
        return GOODS
    if kind is RequestKind.CANCEL:
        return _STILL_COMING | {kind}
    return frozenset({kind, RequestKind.CANCEL}) if kind in _STILL_COMING else frozenset({kind})


def kind_after(before: RequestKind, told: RequestKind) -> RequestKind:
    """Return what an open request is once the customer tells `told` of the same subject.

    A wish takes the place of what was before. A report is no change of a wish but its reason, and of two reports the
    first names the request, unless that one said that nothing had come.
    """
    is_reason = told in REPORTS and before in GOODS and before is not RequestKind.NOT_RECEIVED
    return before if is_reason else told


# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: read out on the phone, none is taken for another.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 4
POSSIBLE = len(ALPHABET) ** LENGTH
PREFIX = "RQ-"
_REFERENCE = re.compile(rf"\bRQ\s*[-‐-―_:#]?\s*([{ALPHABET}]{{{LENGTH}}})\b")


def reference(number: int) -> str:
    """The reference for a random number below POSSIBLE: reference(12345) is like "RQ-4C9T"."""
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return PREFIX + "".join(reversed(letters))


def reference_in(text: str) -> str:
    """Return the reference that a text names ("rq 4c9t?", "RQ-4C9T ka kya hua"), "" for none."""
    found = _REFERENCE.search(text.upper())
    return f"{PREFIX}{found[1]}" if found else ""


def next_reference(taken: str) -> str:
    """The reference after one that is taken, round at the end."""
    number = 0
    for letter in taken.removeprefix(PREFIX):
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return reference((number + 1) % POSSIBLE)
