"""Hands many messages to Twilio at once: claimed in one transaction, called out side by side, recorded in another."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ALL_COMPLETED, Future, wait
from dataclasses import dataclass

from bot.bootstrap import Bot
from bot.ports import Accepted, SendError
from bot.services.messages import states
from bot.services.sending import together
from bot.services.sending.taken import Claimed
from bot.tasks.names import REACT, SEND, SEND_BROADCAST
from bot.tasks.sending import call_out, record_failure

# What waited so long for a free hand is looked at again before it leaves; what was taken is recorded after so long,
# whatever the others still wait for (seconds).
FRESH, RECORDED_EVERY = 5.0, 1.0


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Twilio said of a message; None: it was too late to ask."""

    claimed: Claimed
    said: Accepted | SendError | None


def leave_together(bot: Bot, claimed: Sequence[Claimed]) -> None:
    """Hand over messages that are claimed, side by side, and record what came of each."""
    until = time.monotonic() + FRESH
    going: set[Future[_Answer]] = {bot.hands.submit(_call_out, bot, one, until) for one in claimed}
    while going:
        done, going = wait(going, timeout=RECORDED_EVERY, return_when=ALL_COMPLETED)
        _record(bot, [future.result() for future in done])


def _call_out(bot: Bot, claimed: Claimed, until: float) -> _Answer:
    if time.monotonic() > until:
        return _Answer(claimed, None)
    try:
        return _Answer(claimed, call_out(bot, claimed))
    except SendError as error:
        return _Answer(claimed, error)


def _record(bot: Bot, answers: Sequence[_Answer]) -> None:
    taken = {one.claimed.outgoing_id: (one.claimed, one.said) for one in answers if isinstance(one.said, Accepted)}
    following: list[int] = []
    if taken:
        with bot.database.writing.begin() as db:
            failed, following = together.record_many(db, taken, bot.now())
        for outgoing_id in failed:
            bot.bells.ring(REACT, outgoing_id)
    for one in answers:
        if isinstance(one.said, SendError):
            next_one = record_failure(bot, one.claimed, one.said)
            following += [] if next_one is None else [next_one]
        elif one.said is None:
            with bot.database.writing.begin() as db:
                states.put_back(db, one.claimed.outgoing_id, one.claimed.attempt)
            bot.bells.ring(SEND_BROADCAST, one.claimed.outgoing_id)
    for outgoing_id in following:
        bot.bells.ring(SEND, outgoing_id)
