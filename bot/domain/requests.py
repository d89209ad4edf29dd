"""What a customer can ask the people of a shop to do, and the reference they are told."""

from __future__ import annotations

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
# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: read out on the phone, none is taken for another.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 4
POSSIBLE = len(ALPHABET) ** LENGTH
PREFIX = "RQ-"


def reference(number: int) -> str:
    """The reference for a random number below POSSIBLE: reference(12345) is like "RQ-4C9T"."""
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return PREFIX + "".join(reversed(letters))


def next_reference(taken: str) -> str:
    """The reference after one that is taken, round at the end."""
    number = 0
    for letter in taken.removeprefix(PREFIX):
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return reference((number + 1) % POSSIBLE)
