"""Who is not answered: a machine that sends the same again and again, and our own numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
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
_MESSAGES, _SHOPS = table_of(InboundMessage), table_of(Merchant)
_BEFORE = (
    select(_MESSAGES.c.text)
    .where(
        _MESSAGES.c.conversation_id == bindparam("conversation"),
        _MESSAGES.c.id < bindparam("id"),
        _MESSAGES.c.received_at > bindparam("since"),
        _MESSAGES.c.kind == "text",
    )
    .order_by(_MESSAGES.c.id.desc())
    .limit(30)
)
_OURS = select(_SHOPS.c.id).where(
    or_(_SHOPS.c.whatsapp_from == bindparam("address"), _SHOPS.c.sms_from == bindparam("address"))
)


def keep_silent(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> Answered | None:
    """Silence for one of our own numbers, and for what came several times in a few minutes; None for all else.

    A person is told of the second, and sees what it is.
    """
    if conversation.address == inbound.receiver or _is_ours(db, conversation.address):
        return writing.SILENCE
    if not _repeats_itself(db, conversation, inbound):
        return None
    handoff.ask_for_person(db, conversation.id, PersonWhy.SAME_MESSAGE, now)
    return writing.SILENCE


def _is_ours(db: Session, address: str) -> bool:
    return db.connection().execute(_OURS, {"address": address}).first() is not None


def _repeats_itself(db: Session, conversation: Conversation, inbound: InboundMessage) -> bool:
    text = bare(inbound.text)
    if inbound.kind != "text" or not text:
        return False
    since = inbound.received_at - A_FEW_MINUTES
    asked = {"conversation": conversation.id, "id": inbound.id, "since": since}
    before = db.connection().execute(_BEFORE, asked).scalars()
    equal = sum(bare(one) == text for one in before)
    return equal >= MOST_EQUAL and equal >= _most(inbound.text, inbound.locale or "")


def _most(text: str, locale: str) -> int:
    is_answer = polarity(text, locale, Act.CONFIRM) in (Polarity.YES, Polarity.NO) or text.strip().isdigit()
    return MOST_EQUAL_ANSWERS if is_answer else MOST_EQUAL
