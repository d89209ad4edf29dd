"""A question typed to try the assistant out: what would be said, and why."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.declared import answers
from bot.api.faq_shapes import FaqCandidate, FaqQuestion, FaqTriedTold
from bot.api.group import Group
from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain import languages
from bot.domain.access import Permission
from bot.tasks.trials import try_question

faq_asking = Group("faq_asking", __name__, "answers")


@faq_asking.post("/faq/ask", responses=answers(FaqTriedTold, 401, 403, 413, 415, 422, 429, 503))
@needs(Permission.SETTINGS_READ)
def try_faq(body: FaqQuestion) -> Response:
    """Type a question as a customer would: what would be said, in which language, and why. Nothing of it is kept"""
    bot: Bot = current_app.extensions["bot"]
    merchant_id = caller().merchant_id
    with bot.database.reading.begin() as db:
        own = db.get_one(Merchant, merchant_id).locale
    locale = body.locale or languages.first(body.text, bot.guesser.guess(languages.telling_part(body.text))) or own
    tried = try_question(bot, merchant_id, body.text, locale)
    nearest = tuple(FaqCandidate(slug=one.slug, score=round(one.score, 3)) for one in tried.nearest)
    kept = {name: getattr(tried, name) for name in ("by", "intent", "confidence", "topic", "said", "sure")}
    return sent(FaqTriedTold(locale=locale, nearest=nearest, **kept))
