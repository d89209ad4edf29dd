"""Who is not answered: a machine that sends the same again and again, and our own numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.shop import Merchant
from bot.domain.conversations import PersonWhy
from bot.domain.polarity import Act, Polarity, polarity
from bot.ports import Answered
from bot.services.desk import handoff
from bot.services.messages import writing
from lexicon.folding import bare

A_FEW_MINUTES = timedelta(minutes=10)
MOST_EQUAL = 3
# "Yes" to five questions in a row is no machine.
MOST_EQUAL_ANSWERS = 8
_BEFORE = (
    select(InboundMessage.text)
    .where(
        InboundMessage.conversation_id == bindparam("conversation"),
        InboundMessage.id < bindparam("id"),
        InboundMessage.received_at > bindparam("since"),
        InboundMessage.kind == "text",
    )
    .order_by(InboundMessage.id.desc())
    .limit(30)
)
_OURS = select(Merchant.id).where(
    or_(Merchant.whatsapp_from == bindparam("address"), Merchant.sms_from == bindparam("address"))
)


def keep_silent(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> Answered | None:
    """Silence for one of our own numbers, and for what came several times in a few minutes; None for all else.

    A person is told of the second, and sees what it is.
    """
    if conversation.address == inbound.receiver or db.scalar(_OURS, {"address": conversation.address}) is not None:
        return writing.SILENCE
    if not _repeats_itself(db, conversation, inbound):
        return None
    handoff.ask_for_person(db, conversation.id, PersonWhy.SAME_MESSAGE, now)
    return writing.SILENCE


def _repeats_itself(db: Session, conversation: Conversation, inbound: InboundMessage) -> bool:
    text = bare(inbound.text)
    if inbound.kind != "text" or not text:
        return False
    since = inbound.received_at - A_FEW_MINUTES
    before = db.scalars(_BEFORE, {"conversation": conversation.id, "id": inbound.id, "since": since})
    equal = sum(bare(one) == text for one in before)
    return equal >= MOST_EQUAL and equal >= _most(inbound.text, inbound.locale or "")


def _most(text: str, locale: str) -> int:
    is_answer = polarity(text, locale, Act.CONFIRM) in (Polarity.YES, Polarity.NO) or text.strip().isdigit()
    return MOST_EQUAL_ANSWERS if is_answer else MOST_EQUAL
