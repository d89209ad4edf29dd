"""Taps by which a customer takes a newsletter, or ends one: they need no model."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.conversations import Choice, Conversation
from bot.db.newsletters import Newsletter
from bot.db.outgoing import OutgoingMessage
from bot.domain.consent import ConsentSource, Purpose
from bot.ports import Offered, Said
from bot.services.desk import consenting
from bot.services.people import newsletters

JOIN, LEAVE, WHICH = "newsletter_join", "newsletter_leave", "newsletter"


def join(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """Take the newsletter that the customer was asked about: a yes to a question, and to what comes with it."""
    found = _find(db, conversation, choice)
    if found is None or found.ended_at is not None:
        return Said("newsletter.gone", {})
    asked = db.get_one(OutgoingMessage, choice.outgoing_id).text
    consenting.grant(db, conversation.id, Purpose.MARKETING, ConsentSource.BUTTON, choice.title, now)
    newsletters.note_word(db, conversation, found.id, True, asked, choice.title, now)
    end = Offered("button.newsletter_end", {}, LEAVE, {WHICH: str(found.id)})
    return Said("newsletter.joined", {"name": _say(found, conversation)}, offers=(end,))


def leave(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """End a newsletter for the customer; offers go on."""
    found = _find(db, conversation, choice)
    if found is None:
        return Said("newsletter.gone", {})
    asked = db.get_one(OutgoingMessage, choice.outgoing_id).text
    newsletters.note_word(db, conversation, found.id, False, asked, choice.title, now)
    return Said("newsletter.left", {"name": _say(found, conversation)})


def _find(db: Session, conversation: Conversation, choice: Choice) -> Newsletter | None:
    return newsletters.find_newsletter(db, conversation.merchant_id, int(choice.entities.get(WHICH, 0)))


def _say(newsletter: Newsletter, conversation: Conversation) -> str:
    return newsletters.say_name(newsletter, conversation.customer.locale or conversation.merchant.locale)
