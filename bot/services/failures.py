"""What a failed message calls for: another try, another channel, silence, or a person."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.conversations import Choice, Conversation
from bot.db.outgoing import Alert, OutgoingMessage
from bot.db.people import Identity
from bot.domain import delivery
from bot.domain.reactions import Reaction, Response, wait_before
from bot.services import consent, conversations, people


def react(db: Session, outgoing_id: int, response: Response, now: datetime) -> tuple[int, timedelta] | None:
    """Do what the failure calls for, once; gives a new row to send and after how long, if there is one."""
    row = db.get_one(OutgoingMessage, outgoing_id)
    ours = update(OutgoingMessage).where(
        OutgoingMessage.id == outgoing_id,
        OutgoingMessage.state.in_((delivery.FAILED, delivery.UNDELIVERED)),
        OutgoingMessage.reacted_at.is_(None),
    )
    if not won(db, ours.values(reacted_at=now)):
        return None
    conversation = db.get_one(Conversation, row.conversation_id)
    match response.reaction:
        case Reaction.RETRY | Reaction.SLOW_DOWN:
            return _again(db, row, conversation, response, now)
        case Reaction.OTHER_CHANNEL:
            _mark(db, conversation, not_on_whatsapp=True)
            return _by_sms(db, row, conversation, now)
        case Reaction.OPTED_OUT:
            consent.withdraw(db, conversation.id, "any", "twilio", f"error {row.error_code}", now)
        case _:
            _tell_staff(db, row, conversation, response.reaction, now)
    return None


def _tell_staff(
    db: Session, row: OutgoingMessage, conversation: Conversation, reaction: Reaction, now: datetime
) -> None:
    """What no machine can mend: marked where it belongs, and the conversation put before a person."""
    if reaction is Reaction.UNREACHABLE:
        _mark(db, conversation, unreachable=True)
    elif reaction is Reaction.TEMPLATE:
        row.held_because = "window_closed"
    else:
        raise_alert(db, row.merchant_id, f"twilio:{row.error_code}", row.error_text or "", now)
    conversations.ask_for_person(db, conversation.id, "not_delivered", now)


def code_of(db: Session, outgoing_id: int) -> int | None:
    """The error code a row failed with."""
    return db.scalars(select(OutgoingMessage.error_code).where(OutgoingMessage.id == outgoing_id)).first()


def raise_alert(db: Session, merchant_id: int | None, cause: str, text: str, now: datetime) -> None:
    """Something a person has to look at; the same cause is counted, not repeated."""
    known = update(Alert).where(Alert.cause == cause)
    if not won(db, known.values(count=Alert.count + 1, last_at=now, text=text)):
        db.add(Alert(merchant_id=merchant_id, cause=cause, text=text, count=1, first_at=now, last_at=now))
        db.flush()


def _again(
    db: Session, row: OutgoingMessage, conversation: Conversation, response: Response, now: datetime
) -> tuple[int, timedelta] | None:
    wait = wait_before(response, _tries(db, row))
    if wait is None:
        conversations.ask_for_person(db, conversation.id, "not_delivered", now)
        raise_alert(db, row.merchant_id, f"twilio:{row.error_code}", row.error_text or "", now)
        return None
    return _copy(db, row, conversation, now, now + wait), wait


def _tries(db: Session, row: OutgoingMessage) -> int:
    """How many rows there have been for this message, this one included."""
    tries = 1
    while row.retry_of is not None:
        row = db.get_one(OutgoingMessage, row.retry_of)
        tries += 1
    return tries


def _by_sms(
    db: Session, row: OutgoingMessage, conversation: Conversation, now: datetime
) -> tuple[int, timedelta] | None:
    """The same words by SMS, where the shop sends SMS and we know a phone number."""
    phone = people.phone_of(db, conversation.customer_id)
    if phone is None or not conversation.merchant.sms_from or conversation.channel != "whatsapp":
        conversations.ask_for_person(db, conversation.id, "not_delivered", now)
        return None
    sms = db.scalars(
        select(Conversation).where(
            Conversation.merchant_id == row.merchant_id, Conversation.channel == "sms", Conversation.address == phone
        )
    ).first()
    if sms is None:
        sms = Conversation(
            merchant_id=row.merchant_id,
            public_id="c_" + secrets.token_hex(12),
            customer_id=conversation.customer_id,
            channel="sms",
            address=phone,
            our_address=conversation.merchant.sms_from,
            created_at=now,
        )
        db.add(sms)
        db.flush()
    return _copy(db, row, sms, now, None), timedelta()


def _copy(
    db: Session, row: OutgoingMessage, conversation: Conversation, now: datetime, not_before: datetime | None
) -> int:
    same_place = conversation.id == row.conversation_id
    copy = OutgoingMessage(
        merchant_id=row.merchant_id,
        token=secrets.token_urlsafe(18),
        conversation_id=conversation.id,
        in_reply_to=row.in_reply_to,
        retry_of=row.id,
        lane=row.lane,
        purpose=row.purpose,
        author=row.author,
        epoch=conversation.epoch,
        key=row.key,
        values=row.values,
        locale=row.locale,
        text=row.text,
        shown_as=row.shown_as if same_place else "text",
        state=delivery.QUEUED,
        queued_at=now,
        not_before=not_before,
    )
    db.add(copy)
    db.flush()
    if same_place:  # its buttons go with it
        db.execute(update(Choice).where(Choice.outgoing_id == row.id).values(outgoing_id=copy.id))
    return copy.id


def _mark(db: Session, conversation: Conversation, **marks: bool) -> None:
    db.execute(
        update(Identity)
        .where(Identity.merchant_id == conversation.merchant_id, Identity.value == conversation.address)
        .values(**marks)
    )
