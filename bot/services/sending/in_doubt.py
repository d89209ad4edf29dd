"""Messages of which we don't know whether they left: settled against Twilio's own log, never blindly repeated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.claims import won
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.domain.delivery import DeliveryState
from bot.ports import Accepted, Logged
from bot.services.accounts import own
from bot.services.messages import restored, states
from bot.services.sending import outbox

# Twilio's list may lag behind its POST, and a callback behind both. What neither has shown for this long after the
# attempt was not taken: ABSENT_FOR where callbacks have come since, SILENT_FOR where none has and one may still come.
ABSENT_FOR, SILENT_FOR = timedelta(seconds=50), timedelta(seconds=90)
# Between our clock and Twilio's, after what its answers say of it.
CLOCK_SKEW = timedelta(seconds=15)
# Twilio dates a message when our request is with it: that is within the life of a claim.
DATED_WITHIN = outbox.SENDING_LEASE + CLOCK_SKEW
# A message that Twilio never takes must not keep the conversation waiting for ever.
MAX_ATTEMPTS = 4
_LINK, _NUMBER = re.compile(r"https?://\S+"), re.compile(r"\d+")
ALIKE = 0.8  # of two texts: a notice is told from an offer, an offer from itself with another code is not
# When a row is looked for after its attempt, then every LATER_LOOKS: the one that may repeat it comes at its time.
LOOKS = tuple(timedelta(seconds=seconds) for seconds in (3, 12, 30, 50))
LATER_LOOKS = timedelta(seconds=10)
_LAST_CALLBACK = select(StatusEvent.received_at).order_by(StatusEvent.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What to ask Twilio's log about."""

    outgoing_id: int
    receiver: str
    channel: str
    sender: str
    since: datetime
    text: str
    claimed_at: datetime
    accounts: tuple[int | None, ...] = (
        None,
    )  # by which it may have left: rows of the shop's own, None the installation's
    by_words: bool = False  # no attempt of ours is behind it: only what says nearly the same can be it


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a doubt.

    `outcome`: "found", "failed" (a reaction is due), "send_again" (back in the queue) or "wait" (too early to tell: ask
    again after `look_after`).
    """

    outcome: str
    look_after: timedelta = timedelta()


def claim_doubt(db: Session, outgoing_id: int, now: datetime) -> Doubt | None:
    """The question for an unknown row; None when it is settled meanwhile or was asked just now.

    The next look is put off before this one begins, so that a log that hangs is not asked in a crowd.
    """
    due = or_(OutgoingMessage.not_before.is_(None), OutgoingMessage.not_before <= now)
    ours = update(OutgoingMessage).where(
        OutgoingMessage.id == outgoing_id, OutgoingMessage.state == DeliveryState.UNKNOWN, due
    )
    if not won(db, ours.values(not_before=now + LATER_LOOKS)):
        return None
    row = db.get_one(OutgoingMessage, outgoing_id)
    conversation = row.conversation
    claimed_at = row.claimed_at or row.queued_at
    gap = _find_gap(db, row)
    since = (gap or claimed_at) - CLOCK_SKEW
    # An account that was left long ago lets nobody in any more: what only its log could tell stays untold.
    left_since = max(since, now - own.GRACE)
    accounts = tuple(account for _, account in own.list_since(db, conversation.merchant, left_since))
    # With a Messaging Service Twilio chooses among its numbers, and with another account came other numbers: any of
    # them may be ours.
    is_ours = not conversation.merchant.messaging_service_sid and len(accounts) == 1
    sender = conversation.our_address if is_ours else ""
    place = (row.id, conversation.address, conversation.channel, sender)
    return Doubt(*place, since, row.text, claimed_at, accounts, by_words=gap is not None)


def settle(db: Session, asked: Doubt, log: Sequence[Logged], now: datetime) -> Settled:
    """Decide by Twilio's log whether a message in doubt has left: what the log shows for the pair and nobody else has.

    Rather unknown than twice: the body only chooses among several, since a log may show none, or other words.
    """
    row = db.get_one(OutgoingMessage, asked.outgoing_id, with_for_update=True)
    if row.state != DeliveryState.UNKNOWN or (row.claimed_at or row.queued_at) != asked.claimed_at:
        return Settled("found")
    near = [entry for entry in log if _dated_near(entry, asked.claimed_at)]
    says_it = _says_same if row.broadcast_id is None else _is_alike
    ours = _unclaimed(db, row, [entry for entry in near if not asked.by_words or says_it(entry.body, asked.text)])
    if ours:
        # The same words first, then the oldest: two equal texts to one person leave in order.
        entry = min(ours, key=lambda entry: (not _same(entry.body, asked.text), entry.created_at or asked.claimed_at))
        failed = outbox.record_accepted(db, row.id, Accepted(entry.sid, entry.status), entry.error_code, now)
        return Settled("failed" if failed else "found")
    if now < asked.claimed_at + _patience(db, asked.claimed_at):
        row.not_before = _next_look(asked.claimed_at, now)
        return Settled("wait", row.not_before - now)
    if row.attempts >= MAX_ATTEMPTS:
        states.give_up(row, "Twilio never took it", now)
        return Settled("failed")
    states.send_again(row)
    return Settled("send_again")


def _dated_near(entry: Logged, claimed_at: datetime) -> bool:
    return entry.created_at is None or entry.created_at <= claimed_at + DATED_WITHIN


def _unclaimed(db: Session, row: OutgoingMessage, log: Sequence[Logged]) -> list[Logged]:
    """Return what of the log is no other row's, neither by its sid nor by a callback with that row's token.

    A token that no row has is of one that a restored backup does not know: its message may be what is looked for.
    """
    sids = [entry.sid for entry in log]
    taken = set(db.scalars(select(OutgoingMessage.sid).where(OutgoingMessage.sid.in_(sids))))
    told = select(StatusEvent.sid).where(
        StatusEvent.sid.in_(sids),
        StatusEvent.token != row.token,
        select(OutgoingMessage.id).where(OutgoingMessage.token == StatusEvent.token).exists(),
    )
    taken.update(db.scalars(told))
    return [entry for entry in log if entry.sid not in taken]


def _patience(db: Session, claimed_at: datetime) -> timedelta:
    """How long after the attempt a message is waited for that nothing has shown."""
    heard_at = db.scalar(_LAST_CALLBACK)
    return ABSENT_FOR if heard_at is not None and heard_at > claimed_at else SILENT_FOR


def _next_look(claimed_at: datetime, now: datetime) -> datetime:
    return next((claimed_at + look for look in LOOKS if claimed_at + look > now), now + LATER_LOOKS)


def _find_gap(db: Session, row: OutgoingMessage) -> datetime | None:
    """Return since when another copy of a message may have left; None for one that was itself there to be tried."""
    if row.attempts > 0:
        return None
    if row.broadcast_id is not None:
        return db.scalars(select(Broadcast.unsure_from).where(Broadcast.id == row.broadcast_id)).one()
    if row.claimed_at is None or row.queued_at <= row.claimed_at:
        return None
    cause_at = restored.find_cause(db, row)
    gap = restored.find_gap(db, cause_at) if cause_at is not None else None
    return gap.since if gap is not None else None


def _is_alike(body: str, text: str) -> bool:
    """A log may show no words; and a code that everybody has for themselves may be another one now."""
    return not body or SequenceMatcher(None, body, text, autojunk=False).ratio() > ALIKE


def _says_same(body: str, text: str) -> bool:
    """Two orders are told of in nearly the same words: their numbers tell which, and links are new each time."""
    return _is_alike(body, text) and (not body or _numbers(body) == _numbers(text))


def _numbers(text: str) -> list[str]:
    return sorted(_NUMBER.findall(_LINK.sub("", text)))


def _same(body: str, text: str) -> bool:
    return " ".join(body.split()) == " ".join(text.split())
