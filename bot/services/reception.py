"""Answers that need no understanding: stop and start words, voice notes, pictures, places."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage, Media
from bot.domain import words
from bot.ports import Answered
from bot.services import consent, conversations, speech

# On a plain SMS number Twilio itself obeys and answers these words (FACTS 6.1): we only take note.
_TWILIO_STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
_TWILIO_START = frozenset({"start", "unstop"})
_MEDIA_LINES = {"audio": "media.voice", "image": "media.picture", "video": "media.video"}
SILENCE = Answered((), None, None)


def opt_out_answer(db: Session, conversation: Conversation, inbound: InboundMessage, now: datetime) -> Answered | None:
    """Obey a stop or start word; None when the message is none.

    Says nothing where Twilio has already answered: with Advanced Opt-Out (OptOutType) and on SMS.
    """
    handled = str(inbound.raw.get("OptOutType", "")).upper()
    word = words.bare(inbound.text)
    sms = conversation.channel == "sms"
    stop = handled == "STOP" or words.is_stop(inbound.text) or (sms and word in _TWILIO_STOP)
    start = handled == "START" or words.is_start(inbound.text) or (sms and word in _TWILIO_START)
    if not (stop or start or handled == "HELP"):
        return None
    by_twilio = bool(handled) or (sms and word in _TWILIO_STOP | _TWILIO_START)
    source = "twilio" if by_twilio else "keyword"
    if stop:
        changed = consent.withdraw(db, conversation.id, "any", source, inbound.text, now)
        key = "stop.done" if changed else "stop.already"
    else:
        consent.grant(db, conversation.id, "any", source, inbound.text, now)
        key = "start.done"
    return SILENCE if by_twilio else speech.just(key)


def wordless_answer(
    db: Session, conversation: Conversation, inbound: InboundMessage, message: str, now: datetime
) -> Answered | None:
    """An honest answer to what cannot be read; None when there are words to understand."""
    if message:
        return None
    if inbound.kind == "location":
        return speech.just("media.location")
    kind = db.scalars(select(Media.content_type).where(Media.inbound_id == inbound.id)).first()
    if kind is None:
        return speech.just("fallback.first" if inbound.kind == "text" else "media.other")
    family = kind.split("/", 1)[0]
    if family == "audio":
        conversations.ask_for_person(db, conversation.id, "voice_note", now)
    return speech.just(_MEDIA_LINES.get(family, "media.document"))
