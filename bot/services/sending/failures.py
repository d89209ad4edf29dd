"""What a failed message calls for: another try, another channel, silence, or a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Identity
from bot.db.templates import Template
from bot.domain.broadcasts import Standstill
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.delivery import FAILURES
from bot.domain.reactions import Reaction, Response, wait_before
from bot.domain.sending import Author, Lane
from bot.services.desk import consenting, owners
from bot.services.desk.alerts import raise_alert
from bot.services.messages import broadcasts
from bot.services.notices import composing
from bot.services.people import conversations
from bot.services.sending import second_try
from bot.services.sending.limits import WITHHELD_BY_WHATSAPP

# They stopped our marketing inside WhatsApp; what Meta withholds from numbers there it withholds for good.
STOPPED_OFFERS, _NORTH_AMERICA = 63033, "+1"
TERMS = "WhatsApp's terms for marketing messages are not accepted: accept them in WhatsApp Manager, then start anew"
_TEMPLATE_STATES = {63040: "rejected", 63041: "paused", 63042: "disabled"}


def react(db: Session, outgoing_id: int, response: Response, now: datetime) -> tuple[int, timedelta] | None:
    """Do what the failure calls for, once; returns a new row to send and after how long, if there is one."""
    row = db.get_one(OutgoingMessage, outgoing_id)
    ours = update(OutgoingMessage).where(
        OutgoingMessage.id == outgoing_id,
        OutgoingMessage.state.in_(FAILURES),
        OutgoingMessage.reacted_at.is_(None),
    )
    if not won(db, ours.values(reacted_at=now)):
        return None
    conversation = db.get_one(Conversation, row.conversation_id)
    if conversations.is_erased(conversation):
        return None
    stale = row.author == Author.ASSISTANT and row.epoch != conversation.epoch
    match response.reaction:
        case Reaction.RETRY | Reaction.SLOW_DOWN:
            # A person has taken over since: what the assistant had to say is not said again.
            return None if stale else _again(db, row, conversation, response, now)
        case Reaction.OTHER_CHANNEL:
            _mark(db, conversation, not_on_whatsapp=True)
            if _is_said_anew(db, row, now):
                return None
            sms = None if stale else second_try.rewrite_as_sms(db, row, conversation, now)
            return None if sms is None else (sms, timedelta())
        case Reaction.OPTED_OUT:
            _obey(db, row, conversation, now)
        case Reaction.TEMPLATE | Reaction.TEMPLATE_GONE if row.lane != Lane.REPLY:
            return _decided_afresh(db, row, conversation, response.reaction, now)
        case _:
            _tell_staff(db, row, conversation, response.reaction, now)
    return None


def _obey(db: Session, row: OutgoingMessage, conversation: Conversation, now: datetime) -> None:
    """Who stopped a shop's marketing inside WhatsApp still gets word of their orders."""
    purpose, words = Purpose.ANY, f"error {row.error_code}"
    if row.error_code == STOPPED_OFFERS:
        purpose, words = Purpose.MARKETING, "stopped promotions inside WhatsApp"
    consenting.withdraw(db, conversation.id, purpose, ConsentSource.TWILIO, words, now)


def _is_said_anew(db: Session, row: OutgoingMessage, now: datetime) -> bool:
    """Let a notice whose words have aged be put into new ones for its other way; the scheduler finds it due."""
    standing = composing.find_standing(db, row, now)
    if standing is None or not standing.has_aged or not composing.has_way(db, standing.notice):
        return False
    composing.say_anew(standing.notice)
    return True


def _decided_afresh(
    db: Session, row: OutgoingMessage, conversation: Conversation, reaction: Reaction, now: datetime
) -> tuple[int, timedelta] | None:
    """We were wrong about the window, or about the template: put right, and decided once more. Never a loop."""
    if reaction is Reaction.TEMPLATE:
        conversation.last_inbound_at = None
    elif row.template_id is not None:
        template = db.get_one(Template, row.template_id)
        template.status = _TEMPLATE_STATES.get(row.error_code or 0, "paused")
        raise_alert(db, row.merchant_id, f"template:{template.name}", row.error_text or template.status, now)
    if row.retry_of is not None:
        return None
    return second_try.copy_for_later(db, row, now, now), timedelta()


def _tell_staff(
    db: Session, row: OutgoingMessage, conversation: Conversation, reaction: Reaction, now: datetime
) -> None:
    """What no machine can mend: marked where it belongs, and the conversation put before a person."""
    if reaction is Reaction.UNREACHABLE:
        _mark(db, conversation, unreachable=True)
    elif reaction is Reaction.STOP_BROADCASTS:
        broadcasts.stop_all(db, row.merchant_id, Standstill.TERMS, now)
        raise_alert(db, row.merchant_id, f"twilio:{row.error_code}", TERMS, now)
    elif reaction is not Reaction.TEMPLATE:  # an answer that came when the window had just shut is nobody's mistake
        raise_alert(db, row.merchant_id, f"twilio:{row.error_code}", row.error_text or "", now)
    if row.broadcast_id is None:
        owners.note_undelivered(db, row, now)


def read_failure(db: Session, outgoing_id: int) -> tuple[int | None, str]:
    """Return the error code a row failed with, and its lane."""
    row = db.execute(
        select(OutgoingMessage.error_code, OutgoingMessage.lane).where(OutgoingMessage.id == outgoing_id)
    ).first()
    return (row.error_code, row.lane) if row else (None, "")


def _again(
    db: Session, row: OutgoingMessage, conversation: Conversation, response: Response, now: datetime
) -> tuple[int, timedelta] | None:
    wait = wait_before(response, _tries(db, row))
    if wait is None or _is_unwise(row, conversation, now + wait):
        if row.broadcast_id is None:  # its receipt tells of it, and nobody waits for it
            owners.note_undelivered(db, row, now)
            raise_alert(db, row.merchant_id, f"twilio:{row.error_code}", row.error_text or "", now)
        return None
    return second_try.copy_for_later(db, row, now, now + wait), wait


def _is_unwise(row: OutgoingMessage, conversation: Conversation, at: datetime) -> bool:
    """Whether another try must not be made at that time: nobody wants it then, or WhatsApp never takes it."""
    if row.error_code == WITHHELD_BY_WHATSAPP and conversation.address.startswith(_NORTH_AMERICA):
        return True
    return row.broadcast_id is not None and row.expires_at is not None and row.expires_at <= at


def _tries(db: Session, row: OutgoingMessage) -> int:
    """How many rows there have been for this message, this one included."""
    tries = 1
    while row.retry_of is not None:
        row = db.get_one(OutgoingMessage, row.retry_of)
        tries += 1
    return tries


def _mark(db: Session, conversation: Conversation, **marks: bool) -> None:
    db.execute(
        update(Identity)
        .where(Identity.merchant_id == conversation.merchant_id, Identity.value == conversation.address)
        .values(**marks)
    )
