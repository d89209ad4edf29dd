"""The language a turn is answered in, told by its words and those of the message before."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.domain import languages
from bot.services.chat import choices
from bot.services.chat.bursts import Burst

Guess = Callable[[str], languages.Guess]
_LAST_WORDS = (
    select(InboundMessage.text)
    .where(
        InboundMessage.conversation_id == bindparam("conversation"),
        InboundMessage.id < bindparam("id"),
        InboundMessage.kind == "text",
    )
    .order_by(InboundMessage.id.desc())
    .limit(1)
)


def choose_language(db: Session, conversation: Conversation, burst: Burst, guess: Guess) -> str | None:
    """Return the locale of the answer; None as long as nothing has told one.

    Names and places, where we asked for an address, change none.
    """
    customer, text = conversation.customer, burst.text
    if customer.locale is None:
        return languages.first(text, guess(languages.telling_part(text)))
    guessed = guess(text)
    chosen = languages.choose(text, guessed, customer.locale, asked_for=customer.locale_chosen)
    if languages.leaning(text, guessed) in (None, customer.locale):
        return chosen
    if choices.has_asked_for_detail(db, conversation):
        return customer.locale
    if chosen != customer.locale:
        return chosen
    last = db.scalar(_LAST_WORDS, {"conversation": conversation.id, "id": burst.first.id})
    before = languages.leaning(last, guess(last)) if last else None
    return languages.choose(text, guessed, customer.locale, asked_for=customer.locale_chosen, before=before)
