"""The one lane out: claim a row, hand over a letter, record what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.db.base import table_of
from bot.db.claims import provided
from bot.db.columns import set_columns
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage, in_hand
from bot.domain import delivery, sending
from bot.domain.conversations import PersonWhy
from bot.domain.delivery import FAILURES, DeliveryState
from bot.domain.sending import UNREACHABLE, Decision, Lane, Outlook
from bot.ports import Accepted
from bot.services.accounts import own
from bot.services.desk import handoff, replies
from bot.services.messages import accepted, broadcasts, states, writing
from bot.services.messages.held import SHOP_CLOSED
from bot.services.notices import composing
from bot.services.notices.composing import NoticeStanding
from bot.services.notices.conditions import PASSING
from bot.services.people import conversations
from bot.services.sending import holding, letters, registered, statuses
from bot.services.sending import prospect as outlook
from bot.services.sending.prospect import Prospect
from bot.services.sending.taken import Claimed, SetAside
from bot.services.templates.choosing import BadVariables

# Waits after a send that surely did not happen (429, no connection).
RETRY_WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15, 30, 60, 120, 300))
# Longer than a Content and a message can take: a row that is still "sending" then belongs to a dead worker.
SENDING_LEASE = timedelta(seconds=40)
# An answer that could not leave for so long would only puzzle.
REPLY_LIFE = timedelta(hours=6)


# Built once: putting a statement together costs more than running it.
_TABLE = table_of(OutgoingMessage)
_SENDER = (
    select(Conversation.our_address)
    .join(OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id)
    .where(OutgoingMessage.id == bindparam("row"), OutgoingMessage.state == DeliveryState.QUEUED)
)
_NEXT = (
    select(_TABLE.c.id)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        in_hand(_TABLE.c),
        provided(_TABLE.c.state == DeliveryState.QUEUED),
        or_(_TABLE.c.not_before.is_(None), _TABLE.c.not_before <= bindparam("now")),
    )
    .order_by(_TABLE.c.id)
    .limit(1)
)
_WITH_SHOP = [
    joinedload(OutgoingMessage.conversation).joinedload(Conversation.merchant),
    joinedload(OutgoingMessage.conversation).joinedload(Conversation.customer),
]


def claim(
    db: Session, outgoing_id: int, account: str, now: datetime, *, just_written: bool = False, in_hand: bool = False
) -> Claimed | SetAside | None:
    """queued -> sending, if it is due, first in its conversation and still wanted; None when it is not ours.

    Args:
        account: the installation's at Twilio; a shop's own comes before it.
        just_written: in this very transaction, which has made sure that it is wanted.
        in_hand: its conversation, shop and customer are in the session already.
    """
    row = states.claim(db, outgoing_id, now, () if in_hand else _WITH_SHOP)
    return None if row is None else _prepare(db, row, account, now, just_written=just_written)


def claim_written(
    db: Session, rows: Sequence[tuple[OutgoingMessage, Prospect]], now: datetime
) -> list[tuple[OutgoingMessage, Claimed]]:
    """Claim rows while they are written, in the transaction that has made sure that they are wanted, and write all.

    Those that have to wait stay queued, or are held with their reason.

    Args:
        rows: each with what was found of its receiver, who is locked since, in this transaction.
    """
    known = {id(row): prospect for row, prospect in rows}
    prepared = []
    with db.no_autoflush:
        for row in states.claim_written(db, [row for row, _ in rows], now):
            one = _leave_as(db, row, known[id(row)], _decide(db, row, known[id(row)].outlook, now), now)
            if isinstance(one, Claimed):
                prepared.append((row, one))
    writing.add_rows(db, [row for row, _ in rows])
    return [(row, replace(one, outgoing_id=row.id)) for row, one in prepared]


def _prepare(
    db: Session, row: OutgoingMessage, account: str, now: datetime, *, just_written: bool
) -> Claimed | SetAside:
    """The letter of a claimed row, or what becomes of a row that may not leave now."""
    conversation = row.conversation
    account = own.choose_account(conversation.merchant, account)
    standing = None if just_written else composing.find_standing(db, row, now)
    unwanted = None if just_written else _unwanted(db, row, standing, now)
    if unwanted is not None:
        states.end(row, *unwanted, now)
        return SetAside(conversation.id)
    prospect = outlook.describe_prospect(db, row, account, now)
    decision = _decide(db, row, prospect.outlook, now)
    if standing is not None and standing.has_aged and _would_leave(db, row, standing, decision):
        states.end(row, DeliveryState.CANCELED, "said_anew", now)
        return SetAside(conversation.id, notice_id=composing.say_anew(standing.notice))
    if decision.send_as is not None and not registered.reword(db, row, now):
        states.end(row, DeliveryState.CANCELED, registered.NOT_REGISTERED, now)
        if row.lane == Lane.REPLY:
            handoff.ask_for_person(db, conversation.id, PersonWhy.NOT_DELIVERED, now)
        return SetAside(conversation.id)
    ready = _leave_as(db, row, prospect, decision, now)
    if isinstance(ready, Claimed):
        template = prospect.template if decision.send_as == "template" else None
        set_columns(db, row, **outlook.count_cost(row, template, now))
    return ready


def _leave_as(
    db: Session, row: OutgoingMessage, prospect: Prospect, decision: Decision, now: datetime
) -> Claimed | SetAside:
    """The letter of a row that was decided about, or the row held."""
    conversation = row.conversation
    if decision.send_as is None:
        return SetAside(conversation.id, holding.hold(db, row, decision, now))
    template = prospect.template if decision.send_as == "template" else None
    try:
        letter = letters.write_template(db, row, template) if template else letters.write_letter(db, row)
    except BadVariables as flaw:
        holding.hold_flawed(db, row, flaw, now)
        return SetAside(conversation.id)
    if row.author == sending.Author.AGENT:
        replies.note_left(db, conversation, row, now)
    if row.held_because is not None:
        row.held_because = None
    account = conversation.merchant.twilio_account_id
    return Claimed(row.id, conversation.id, row.attempts, row.lane, letter, now, account)


def _decide(db: Session, row: OutgoingMessage, known: Outlook, now: datetime) -> Decision:
    """A paused broadcast holds its messages, and a closed shop all of its own, as anything else against them would."""
    if row.conversation.merchant.closed_at is not None:
        return Decision(None, SHOP_CLOSED)
    if row.broadcast_id is not None and broadcasts.find_halt(db, row.broadcast_id, now) == broadcasts.PAUSED:
        return Decision(None, broadcasts.PAUSED)
    return sending.decide(known, now)


def _would_leave(db: Session, row: OutgoingMessage, standing: NoticeStanding, decision: Decision) -> bool:
    """Whether a message would leave in the words it has: on its own way, or by SMS because WhatsApp does not reach."""
    if decision.held_because == UNREACHABLE:
        return composing.has_way(db, standing.notice)
    # A further try has its own count of tries, which a new message would begin again.
    return decision.send_as is not None and (row.held_because is not None or row.retry_of is None)


def _unwanted(
    db: Session, row: OutgoingMessage, standing: NoticeStanding | None, now: datetime
) -> tuple[DeliveryState, str] | None:
    """The state and the reason of a row that nobody would want to get any more; None when it is still wanted."""
    conversation = row.conversation
    if conversations.is_erased(conversation):
        return DeliveryState.CANCELED, conversations.ERASED
    if row.author == sending.Author.ASSISTANT and row.epoch != conversation.epoch:
        return DeliveryState.CANCELED, "overtaken"
    if row.lane == Lane.REPLY:
        is_closed = conversation.merchant.closed_at is not None  # whoever reopens it finds who has waited
        if (row.send_at or row.queued_at) >= now - REPLY_LIFE and not is_closed:
            return None
        handoff.ask_for_person(db, conversation.id, PersonWhy.NOT_DELIVERED, now)
        return DeliveryState.EXPIRED, "too_late"
    if row.expires_at is not None and row.expires_at <= now:
        return DeliveryState.EXPIRED, row.held_because or "too_late"
    if row.broadcast_id is not None and broadcasts.find_halt(db, row.broadcast_id, now) == broadcasts.CALLED_OFF:
        return DeliveryState.CANCELED, broadcasts.CALLED_OFF
    reason = standing.against if standing else ""
    return (DeliveryState.EXPIRED, reason) if reason and reason not in PASSING else None


def record_accepted(db: Session, outgoing_id: int, answer: Accepted, error_code: int | None, now: datetime) -> bool:
    """Twilio took it; True when its word for the message is a failure that calls for a reaction.

    A callback may have been here before us, and one that was parked is applied now.
    """
    said = delivery.from_twilio(answer.status) or (DeliveryState.ACCEPTED, 1)
    token = accepted.take(db, outgoing_id, answer.sid, *said, now)
    if token is not None and not statuses.is_parked(db, token, answer.sid):
        return False
    row = db.get_one(OutgoingMessage, outgoing_id, with_for_update=True)
    row.sid, row.accepted_at = answer.sid, now
    if states.follow(row, *said, now) and row.finished_at is not None:
        row.error_code = error_code
    db.flush()
    statuses.apply_parked(db, row.token, answer.sid, now)
    return row.state in FAILURES


def record_refused(db: Session, claimed: Claimed, code: int | None, reason: str, now: datetime) -> bool:
    """Twilio said no: failed, with its code; what that calls for is done by bot.services.sending.failures."""
    return states.fail(db, claimed.outgoing_id, claimed.attempt, code, reason, now)


def send_later(db: Session, claimed: Claimed, now: datetime) -> timedelta | None:
    """Queue a row that surely did not leave; returns its wait, None at the end of patience or when it is not ours."""
    # An alert tells of just such outages: it waits for their end, as long as it is worth sending.
    if claimed.attempt > len(RETRY_WAITS) and claimed.lane != Lane.ALERT:
        record_refused(db, claimed, None, "could not be handed over", now)
        return None
    wait = RETRY_WAITS[min(claimed.attempt, len(RETRY_WAITS)) - 1]
    return wait if states.put_off(db, claimed.outgoing_id, claimed.attempt, now + wait) else None


def find_sender(db: Session, outgoing_id: int) -> str | None:
    """The number of the shop that a queued row will leave from; None when the row is not queued."""
    return db.connection().execute(_SENDER, {"row": outgoing_id}).scalar()


def find_next(db: Session, conversation_id: int, now: datetime) -> int | None:
    """The first row of a conversation that may leave now."""
    return db.connection().execute(_NEXT, {"conversation": conversation_id, "now": now}).scalar()
