"""A question tried out on a shop's assistant: what would be said, and why. Nothing of it is kept anywhere."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain import words
from bot.faq.search import FaqSearch, Match
from bot.ports import TRIAL, Answered, DialogueDown, DialogueTurn
from bot.services.catalogue.answers import list_entries
from bot.services.chat.topics import find_topic_told
from bot.services.chat.trials import name_trial
from bot.services.messages.wording import Wording

SHOWN = 3
_UNCLEAR, _ACTS = "fallback.", "trouble.sorry"
_FALLBACK = "nlu_fallback"


@dataclass(frozen=True, slots=True)
class TrialSaid:
    """What would be said to a question. `by`: intent, topic, other, acts, unclear or away (bot/api/faq_shapes.py)."""

    by: str
    intent: str
    confidence: float | None
    topic: str
    said: tuple[str, ...]
    nearest: Sequence[Match]
    sure: float


def try_question(bot: Bot, merchant_id: int, question: str, locale: str) -> TrialSaid:
    """Ask the assistant as somebody who has never bought anything would, and rank the shop's topics beside it."""
    with bot.database.reading.begin() as db:
        entries = list_entries(db, merchant_id)
    ranking = _search(bot.settings.var_dir).rank(entries, question)
    sender = name_trial(merchant_id, secrets.token_urlsafe(12))
    told = {"channel": TRIAL, "locale": locale, "message_id": sender}
    try:
        answered = bot.dialogue.ask(DialogueTurn(sender, words.harmless(question), told))
    except DialogueDown:
        return TrialSaid("away", "", None, "", (), ranking.matches[:SHOWN], ranking.sure)
    with suppress(DialogueDown):
        bot.dialogue.forget(sender)
    with bot.database.reading.begin() as db:
        wording = Wording(db, db.get_one(Merchant, merchant_id), locale)
        said = tuple(wording.say(one.key, one.values) if one.key else one.text for one in answered.said)
    topic = find_topic_told(answered) or ""
    intent = answered.intent or ""
    by = _name_reason(answered, topic)
    return TrialSaid(by, intent, answered.confidence, topic, said, ranking.matches[:SHOWN], ranking.sure)


def _name_reason(answered: Answered, topic: str) -> str:
    keys = [one.key or "" for one in answered.said]
    if _ACTS in keys:
        return "acts"
    if any(key.startswith(_UNCLEAR) for key in keys):
        return "unclear"
    if topic:
        return "topic" if answered.intent in (None, "", _FALLBACK, "out_of_scope") else "intent"
    return "other"


@lru_cache(maxsize=1)
def _search(var_dir: Path) -> FaqSearch:
    """The search, one a process, made when somebody first tries something out.

    Its vectors are those that the actions have kept: to encode a thousand texts here would keep webhooks waiting.
    """
    return FaqSearch(var_dir / "faq_vectors", encodes=False)
