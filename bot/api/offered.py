"""Templates that somebody of the shop can send where free words cannot leave."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, current_app

from bot.api.access import needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.reply_shapes import OfferedList, OfferedQuery, OfferedTold
from bot.api.thread import see
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.services.accounts import own
from bot.services.sending.offered import list_offered

templates = Group("templates", __name__, "conversations")


@templates.get("/templates/offered", responses=answers(OfferedList, 400, 401, 403, 404, 429, 503))
@needs(Permission.CONVERSATIONS_READ)
def list_offered_templates(query: OfferedQuery) -> Response:
    """Templates for a conversation, with state, category and price, those of its customer's language first"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        conversation, _ = see(db, query.conversation)
        found = list_offered(
            db, conversation, own.choose_account(conversation.merchant, bot.settings.twilio_account_sid), bot.now()
        )
        told = OfferedList(
            currency=conversation.merchant.currency,
            templates=tuple(OfferedTold(**asdict(one)) for one in found),
        )
    return sent(told)
