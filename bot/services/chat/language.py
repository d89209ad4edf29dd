"""The language a turn is answered in, told by its words and those of the message before."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.conversations import Conversation, InboundMessage
from bot.domain import languages
from bot.services.chat import choices
from bot.services.chat.bursts import Burst

Guess = Callable[[str], languages.Guess]
_TABLE = table_of(InboundMessage)
_LAST_WORDS = (
    select(_TABLE.c.text)
    .where(
        _TABLE.c.conversation_id == bindparam("conversation"),
        _TABLE.c.id < bindparam("id"),
        _TABLE.c.kind == "text",
    )
    .order_by(_TABLE.c.id.desc())
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
    asked = {"conversation": conversation.id, "id": burst.first.id}
    last = db.connection().execute(_LAST_WORDS, asked).scalar()
    before = languages.leaning(last, guess(last)) if last else None
    return languages.choose(text, guessed, customer.locale, asked_for=customer.locale_chosen, before=before)
