"""Why the assistant answered as it did."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import needs
from bot.api.answers import sent
from bot.api.asked import LARGEST_ID
from bot.api.declared import answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.api.thread import ONE, see
from bot.api.why_shapes import MessageSpot, WhyFound, WhyTold
from bot.bootstrap import Bot
from bot.domain.access import Permission
from bot.domain.masking import mask_numbers
from bot.services.desk.why import NoSuchMessage, describe_why

why = Group("why", __name__, "conversations")


@why.get(
    f"{ONE}/messages/<any(in,out):side>-<int(min=1,max={LARGEST_ID}):message>/why",
    responses=answers(WhyTold, 401, 403, 404, 429, 503),
)
@needs(Permission.CONVERSATIONS_READ)
def tell_why(path: MessageSpot) -> Response:
    """Why the assistant answered so: how the message was read, what answered it, and how the order stood then"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        row, viewer = see(db, path.id)
        try:
            found = describe_why(db, row, path.side, path.message)
        except NoSuchMessage as error:
            raise Problem(404, "No such message", "Ask of one of the customer's or the assistant's.") from error
    told = WhyTold.model_validate(found)
    if not viewer.sees_numbers:
        masked = tuple(WhyFound(kind=one.kind, value=mask_numbers(one.value)) for one in told.found)
        told = told.model_copy(update={"found": masked, "text": mask_numbers(told.text)})
    return sent(told)
