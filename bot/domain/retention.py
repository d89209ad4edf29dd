"""How long each kind of thing is kept, in days. Orders, refunds, consent and requests are no kind: they stay.

Why each has the days it has, with the laws: docs/settings.md, KEEP_DAYS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class KeptKind(StrEnum):
    """The kinds of what goes after a while."""

    MESSAGES = "messages"  # what customers wrote and what was written to them
    READINGS = "readings"  # how the assistant read them, and how an order stood then
    FILES = "files"  # what they sent: pictures, voice notes
    EVENTS = "events"  # what shops and carriers sent; without its words after 30 days already
    NOTICES = "notices"  # what happened, and which rules told it
    SIGHTINGS = "sightings"  # where a parcel was seen, but for what its state follows from
    EXPORTS = "exports"  # documents for people who asked what is held of them
    GUESSES = "guesses"  # tries at proving that an order is one's own
    LISTS = "lists"  # of people, which a shop has uploaded
    CALLBACKS = "callbacks"  # Twilio's news of messages, as they came
    UNREAD = "unread"  # signed requests that nobody could read
    DIALOGUE = "dialogue"  # what Rasa remembers of a conversation that is silent


@dataclass(frozen=True, slots=True)
class Days:
    """How long by default, and the fewest days the system itself needs them for."""

    default: int
    least: int


MOST = 36_500
DAYS: Mapping[KeptKind, Days] = {
    KeptKind.MESSAGES: Days(365, 30),
    KeptKind.READINGS: Days(90, 7),
    KeptKind.FILES: Days(365, 1),
    KeptKind.EVENTS: Days(365, 60),
    KeptKind.NOTICES: Days(365, 90),
    KeptKind.SIGHTINGS: Days(365, 90),
    KeptKind.EXPORTS: Days(90, 30),
    KeptKind.GUESSES: Days(90, 7),
    KeptKind.LISTS: Days(90, 1),
    KeptKind.CALLBACKS: Days(90, 15),
    KeptKind.UNREAD: Days(90, 30),
    KeptKind.DIALOGUE: Days(30, 1),
}
# Of no single shop: one number for the whole installation.
SHARED = frozenset({KeptKind.CALLBACKS, KeptKind.UNREAD, KeptKind.DIALOGUE})
OF_A_SHOP = tuple(kind for kind in KeptKind if kind not in SHARED)
_PAIR = re.compile(r"([a-z]+)=([0-9]{1,5})")


def read_days(words: Iterable[str], kinds: Iterable[KeptKind] = KeptKind) -> dict[KeptKind, int]:
    """Days by kind, from words like messages=365.

    Raises:
        ValueError: not of this form, no such kind, or fewer days than it is needed for; says what to write.
    """
    found = {}
    for word in words:
        pair = _PAIR.fullmatch(word)
        if pair is None or pair[1] not in set(kinds):
            raise ValueError(f"must be like messages=365, files=90, out of {', '.join(kinds)}")
        kind, days = KeptKind(pair[1]), int(pair[2])
        if not DAYS[kind].least <= days <= MOST:
            raise ValueError(f"must keep {kind} for {DAYS[kind].least} to {MOST} days")
        found[kind] = days
    return found


def days_in_force(installation: Mapping[KeptKind, int], shop: Mapping[KeptKind, int]) -> dict[KeptKind, int]:
    """The days of every kind: the shop's word, else the installation's, else the default."""
    return {kind: shop.get(kind, installation.get(kind, days.default)) for kind, days in DAYS.items()}
