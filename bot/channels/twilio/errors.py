"""Twilio's error codes -> what we do (FACTS 3.7; a code not listed is tried once more, then shown)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.reactions import Reaction, Response

_MINUTES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
_HOURS = (timedelta(hours=2), timedelta(hours=4))
_DAYS = (timedelta(hours=24), timedelta(hours=72))
_LONGER_DAYS = (timedelta(hours=24), timedelta(hours=48), timedelta(hours=96))

ALERT = Response(Reaction.ALERT)
UNREACHABLE = Response(Reaction.UNREACHABLE)
OTHER_CHANNEL = Response(Reaction.OTHER_CHANNEL)
OPTED_OUT = Response(Reaction.OPTED_OUT)
REVIEW = Response(Reaction.REVIEW)
TEMPLATE = Response(Reaction.TEMPLATE)
TEMPLATE_GONE = Response(Reaction.TEMPLATE_GONE)
ONCE_MORE = Response(Reaction.RETRY, (timedelta(minutes=1),))
SOON = Response(Reaction.RETRY, _MINUTES[:2])
HANDSET_OFF = Response(Reaction.RETRY, _HOURS)
THROTTLED = Response(Reaction.SLOW_DOWN, _MINUTES)
NEXT_DAY = Response(Reaction.SLOW_DOWN, _DAYS)
WITHHELD = Response(Reaction.SLOW_DOWN, _LONGER_DAYS)

REACTIONS: Mapping[int, Response] = {
    **dict.fromkeys((20003, 20404, 20422), ALERT),  # credentials, not found, bad parameter
    20429: Response(Reaction.SLOW_DOWN, tuple(timedelta(seconds=s) for s in (1, 2, 4, 8, 16, 32, 60))),
    **dict.fromkeys((21211, 21265, 21266, 21268, 21614), UNREACHABLE),  # not a number to send to
    **dict.fromkeys((21212, 21601, 21606, 21408), ALERT),  # our sender, or a country not enabled
    **dict.fromkeys((21602, 21603, 21604, 21607, 21608, 21609), ALERT),  # incomplete, trial, bad callback
    21610: OPTED_OUT,
    21611: THROTTLED,  # our queue at Twilio is full
    21612: UNREACHABLE,
    **dict.fromkeys((21617, 21620, 21623, 21654, 21655, 21656, 21658), ALERT),  # our message is malformed
    **dict.fromkeys((21701, 21702, 21703, 21704, 21705), ALERT),  # Messaging Service
    30001: THROTTLED,
    30002: ALERT,  # account suspended
    30003: HANDSET_OFF,
    30004: OPTED_OUT,  # blocked; in India also the do-not-disturb list
    **dict.fromkeys((30005, 30006), UNREACHABLE),
    30007: REVIEW,  # filtered by a carrier
    30008: ONCE_MORE,
    30010: REVIEW,  # obsolete since 2024
    30017: SOON,
    30018: ALERT,
    30410: SOON,
    30450: Response(Reaction.SLOW_DOWN, (timedelta(minutes=30), timedelta(hours=1))),
    **dict.fromkeys((35114, 35115, 35117, 35118, 35125), ALERT),  # scheduling
    63001: ALERT,
    63003: OTHER_CHANNEL,
    63005: REVIEW,
    63007: ALERT,
    **dict.fromkeys((63009, 63010, 63012), SOON),
    63013: REVIEW,
    63014: OPTED_OUT,
    63015: ALERT,  # sandbox not joined
    63016: TEMPLATE,
    **dict.fromkeys((63017, 63018), THROTTLED),
    **dict.fromkeys((63019, 63020, 63021, 63034), ALERT),  # media, Meta invitation, content
    63024: OTHER_CHANNEL,
    **dict.fromkeys((63027, 63028, 63030, 63031), ALERT),
    63032: REVIEW,  # in an experiment of Meta's: this person, not now
    63033: OPTED_OUT,
    63036: HANDSET_OFF,
    63038: NEXT_DAY,
    **dict.fromkeys((63040, 63041, 63042), TEMPLATE_GONE),  # rejected, paused, disabled
    63049: WITHHELD,  # Meta withheld marketing: trying sooner makes it worse
    63051: ALERT,
    63062: Response(Reaction.STOP_BROADCASTS),  # Meta's terms for marketing are not accepted
}


def response_to(code: int | None) -> Response:
    """What a code calls for. Twilio adds codes without notice: an unknown one is tried once more."""
    return REACTIONS.get(code or 0, ONCE_MORE)
