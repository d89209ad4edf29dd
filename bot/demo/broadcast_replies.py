"""What customers of the demo wrote back to its last broadcast, and what they were answered: its receipt tells of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Choice, Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.demo.inbox_lines import CUSTOMER, Talk, write_line
from bot.domain.conversations import InboundState, Status
from bot.domain.delivery import RANK, DeliveryState
from bot.services.chat import choices
from bot.services.messages import states, writing

# Of the first who read it in a locale: hours after it began, what they wrote, what somebody of the shop answered.
_WROTE: Mapping[str, tuple[tuple[int, str, str], ...]] = {
    "en": ((1, "Does the code work on silk sarees too?", "Yes, on everything in the shop above ₹1,000."),),
    "hi": ((2, "कोड कब तक चलेगा?", "कोई जल्दी नहीं, आराम से इस्तेमाल कीजिए।"),),
    "gu": ((2, "આભાર! 🙏 બાંધણીમાં નવું શું છે?", "આ અઠવાડિયે છ નવી બાંધણી આવી છે, સાઇટ પર જોઈ શકો."),),
    "hi-Latn": ((4, "Shukriya, dekhti hoon", ""),),
}
_TAPPED_STOP = ("bn", 3)  # the locale of whoever taps "no more offers", and hours after it began
_READS_FOR = timedelta(minutes=3)


def add_replies(db: Session, broadcast_id: int, staff: Mapping[str, int], began: datetime) -> None:
    """Add the replies to a broadcast, each of somebody who has read it; what they asked for is done."""
    read = select(OutgoingMessage).where(
        OutgoingMessage.broadcast_id == broadcast_id, OutgoingMessage.state == DeliveryState.READ
    )
    first = dict[str, OutgoingMessage]()
    for message in db.scalars(read.order_by(OutgoingMessage.id)):
        first.setdefault(message.locale, message)
    for locale, lines in _WROTE.items():
        for hours, words, answer in lines:
            _write(db, first[locale], staff, began + timedelta(hours=hours), words, answer)
    locale, hours = _TAPPED_STOP
    _tap_stop(db, first[locale], began + timedelta(hours=hours))
    db.flush()


def _write(db: Session, to: OutgoingMessage, staff: Mapping[str, int], at: datetime, words: str, answer: str) -> None:
    conversation = db.get_one(Conversation, to.conversation_id)
    talk = Talk(db, conversation, to.locale, staff, None, ("", 0))
    write_line(talk, at, CUSTOMER, words, "")
    if answer:
        write_line(talk, at + _READS_FOR, "agent", answer, "")
    _leave(conversation, at)


def _tap_stop(db: Session, to: OutgoingMessage, at: datetime) -> None:
    """Let somebody tap it: the system does and answers what it always does."""
    conversation = db.get_one(Conversation, to.conversation_id)
    mine = select(Choice).where(Choice.outgoing_id == to.id, Choice.intent == choices.NO_OFFERS)
    choice = db.scalars(mine).one()
    inbound = InboundMessage(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        provider="twilio",
        provider_sid=f"SMdemo{secrets.token_hex(13)}",
        receiver=conversation.our_address,
        kind="button",
        text=choice.title,
        choice=choice.token,
        raw={},
        received_at=at,
        state=InboundState.ANSWERED,
        answered_at=at,
        locale=to.locale,
        intent=choice.intent,
    )
    db.add(inbound)
    db.flush()
    answered = choices.answer(db, conversation, choice, at)
    said = answered.said if answered else ()
    for row in writing.utter(db, conversation, said, to.locale, at, writing.Envelope(in_reply_to=inbound.id)):
        row.accepted_at = row.reacted_at = at
        states.follow(row, DeliveryState.READ, RANK[DeliveryState.READ], at + _READS_FOR)
    _leave(conversation, at)


def _leave(conversation: Conversation, at: datetime) -> None:
    """Leave a conversation as one that was read, in which nobody waits."""
    conversation.last_inbound_at, conversation.active_at = at, at + _READS_FOR
    conversation.status = Status.RESOLVED
