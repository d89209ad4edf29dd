"""Conversations kept as tests: what each message was taken for, which every new model has to take it for again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.people import Customer
from bot.db.teaching import KeptTest, TaughtExample
from bot.domain.teaching.keys import key_of
from bot.domain.teaching.masking import mask

MOST, STEPS = 200, 60  # tests of a shop; messages of a test


class NothingToKeep(Exception):
    """No message of the conversation was read by the model, or the shop keeps MOST already."""


def list_tests(db: Session, merchant_id: int) -> list[KeptTest]:
    """List the shop's kept tests, the newest first."""
    mine = select(KeptTest).where(KeptTest.merchant_id == merchant_id)
    return list(db.scalars(mine.order_by(KeptTest.id.desc())))


def keep_test(
    db: Session, conversation: Conversation, name: str, staff_id: int | None, now: datetime
) -> tuple[KeptTest, bool]:
    """Keep a conversation as it was read; where something else was taught since, as it is meant. Once more: anew.

    Raises:
        NothingToKeep: nothing of it was read, or there is no room.
    """
    row = db.scalar(select(KeptTest).where(KeptTest.conversation_id == conversation.id).with_for_update())
    is_new = row is None
    steps = list(_steps(db, conversation))
    if not steps or (is_new and len(list_tests(db, conversation.merchant_id)) >= MOST):
        raise NothingToKeep
    if row is None:
        row = KeptTest(merchant_id=conversation.merchant_id, conversation_id=conversation.id)
        db.add(row)
    row.name, row.steps, row.staff_id, row.at = name, {"steps": steps}, staff_id, now
    db.flush()
    return row, is_new


def find_test(db: Session, merchant_id: int, test_id: int) -> KeptTest | None:
    """Return a kept test of the shop."""
    return db.scalar(select(KeptTest).where(KeptTest.merchant_id == merchant_id, KeptTest.id == test_id))


def drop_test(db: Session, row: KeptTest) -> None:
    """Keep it no longer."""
    db.delete(row)
    db.flush()


def _steps(db: Session, conversation: Conversation) -> Iterator[list[Any]]:
    mine = select(TaughtExample.key, TaughtExample.intent).where(TaughtExample.merchant_id == conversation.merchant_id)
    taught = {key: intent for key, intent in db.execute(mine)}
    read = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation.id,
        InboundMessage.intent.is_not(None),
        InboundMessage.kind == "text",
        InboundMessage.choice.is_(None),
    )
    name = db.scalar(select(Customer.name).where(Customer.id == conversation.customer_id)) or ""
    newest = db.scalars(read.order_by(InboundMessage.id.desc()).limit(STEPS)).all()
    for message in reversed(newest):
        text = mask(message.text, [name])
        if text:
            yield [text, message.locale or "en", taught.get(key_of(text), message.intent)]
