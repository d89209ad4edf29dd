"""Conversations that change hands in the middle of something."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.domain.access import Viewer
from bot.services.desk import taking
from tests.driver import rows


def take(bot: Bot, conversation_id: int | None = None, staff_id: int | None = None) -> Conversation:
    """Take over a conversation (the newest) as somebody of its shop, a program where no id is given."""
    with bot.database.writing.begin() as db:
        row = db.get_one(Conversation, conversation_id or rows(bot, Conversation)[-1].id)
        return taking.take_over(db, Viewer(row.merchant_id, staff_id), row.id, None, bot.now())


def give_back(bot: Bot, conversation_id: int | None = None, instruction: str = "") -> Conversation:
    """Hand a conversation (the newest) back to the assistant."""
    with bot.database.writing.begin() as db:
        row = db.get_one(Conversation, conversation_id or rows(bot, Conversation)[-1].id)
        return taking.hand_back(db, Viewer(row.merchant_id, None), row.id, row.epoch, instruction, bot.now())
