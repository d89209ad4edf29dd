"""Why the assistant answered as it did: how a message was read, what was answered, and how the order stood then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.db.teaching import MessageReading
from bot.domain.conversations import InboundState
from bot.domain.sending import Author
from bot.services.desk.thread import IN, OUT

_Row = TypeVar("_Row", InboundMessage, OutgoingMessage)


class AnsweredBy(StrEnum):
    """What decided about the answer to a message."""

    MODEL = "model"  # it was read, and a rule for what it means answered
    TAP = "tap"  # a button says itself what it means
    RULE = "rule"  # of its own, before anybody reads: a stop word, a picture, a machine
    PERSON = "person"  # one of the shop has the conversation
    NOTICE = "notice"  # nothing was asked: something happened, and a rule told it
    NOBODY = "nobody"  # not yet


@dataclass(frozen=True, slots=True)
class ReadGuess:
    """A meaning that a message may have, and how sure that is, 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadMention:
    """Something that a message mentions: order_number 1042."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class SaidSentence:
    """What was answered, by its key of the catalogue; `topic` of the shop's own answers, "" where it is none."""

    key: str
    topic: str


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of an answer. `message` is the customer's, None for a notice; `order` is {} where none was spoken of.

    `is_kept`: how it was read is known in whole; of older messages the first guess alone is.
    """

    by: AnsweredBy
    message: int | None
    text: str
    locale: str | None
    guesses: Sequence[ReadGuess]
    found: Sequence[ReadMention]
    sentences: Sequence[SaidSentence]
    actions: Sequence[str]
    order: Mapping[str, Any]
    model: str
    is_kept: bool


class NoSuchMessage(LookupError):
    """The conversation has no message of the customer's or the assistant's by this name."""


def describe_why(db: Session, conversation: Conversation, side: str, message_id: int) -> Why:
    """Return the reasons of one of the assistant's messages, or of the answer to one of the customer's.

    Raises:
        NoSuchMessage: there is none, or one of the shop's people wrote it.
    """
    if side == OUT:
        row = _find(db, OutgoingMessage, conversation, message_id)
        if row.author == Author.AGENT:
            raise NoSuchMessage(message_id)
        if row.in_reply_to is None:
            return Why(AnsweredBy.NOTICE, None, "", row.locale, (), (), _sentences([row]), (), {}, "", is_kept=False)
        message_id = row.in_reply_to
    elif side != IN:
        raise NoSuchMessage(message_id)
    inbound = _find(db, InboundMessage, conversation, message_id)
    answers = select(OutgoingMessage).where(OutgoingMessage.in_reply_to == inbound.id)
    return _why(
        inbound,
        db.scalars(answers.order_by(OutgoingMessage.id)).all(),
        db.scalar(select(MessageReading).where(MessageReading.inbound_id == inbound.id)),
    )


def find_by_message(db: Session, merchant_id: int, side: str, message_id: int) -> Conversation | None:
    """Return the conversation of one of a shop's messages, None where it has no such one."""
    table = {IN: InboundMessage, OUT: OutgoingMessage}.get(side)
    if table is None:
        return None
    of = select(table_of(table).c.conversation_id).filter_by(merchant_id=merchant_id, id=message_id)
    return db.scalar(select(Conversation).where(Conversation.id.in_(of)))


def _find(db: Session, table: type[_Row], conversation: Conversation, row_id: int) -> _Row:
    of = {"merchant_id": conversation.merchant_id, "conversation_id": conversation.id, "id": row_id}
    row = db.scalar(select(table).filter_by(**of))
    if row is None:
        raise NoSuchMessage(row_id)
    return row


def _why(inbound: InboundMessage, answers: Sequence[OutgoingMessage], reading: MessageReading | None) -> Why:
    told = reading.told if reading else {}
    first = [ReadGuess(inbound.intent, inbound.confidence or 0.0)] if inbound.intent else []
    guesses = [ReadGuess(str(name), float(sure or 0)) for name, sure in told.get("ranking") or () if name]
    return Why(
        by=_by(inbound, answers),
        message=inbound.id,
        text=inbound.text,
        locale=inbound.locale,
        guesses=guesses or first,
        found=[ReadMention(str(kind), str(value)) for kind, value in told.get("entities") or ()],
        sentences=_sentences(answers),
        actions=[str(name) for name in told.get("actions") or ()],
        order=reading.order_then if reading else {},
        model=str(told.get("model") or ""),
        is_kept=reading is not None,
    )


def _by(inbound: InboundMessage, answers: Sequence[OutgoingMessage]) -> AnsweredBy:
    if inbound.state == InboundState.WAITING:
        return AnsweredBy.NOBODY
    if inbound.state == InboundState.SET_ASIDE:
        return AnsweredBy.PERSON
    if inbound.choice:
        return AnsweredBy.TAP
    return AnsweredBy.MODEL if inbound.intent else AnsweredBy.RULE if answers else AnsweredBy.NOBODY


def _sentences(rows: Sequence[OutgoingMessage]) -> list[SaidSentence]:
    """Of one that left in parts once."""
    told = [SaidSentence(row.key, str(row.values.get("topic", ""))) for row in rows if row.key]
    return list(dict.fromkeys(told))
