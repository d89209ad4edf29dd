"""Words by which a customer asks for one newsletter, as a link or a code of the shop writes them for them.

They are known by themselves, without the model; a tap on the question that answers them takes it, nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.newsletters import Newsletter
from bot.domain.locale import CODES
from bot.locales.catalogue import say, sentence
from bot.ports import Answered, Offered, Said
from bot.services.chat.newsletter_taps import JOIN, LEAVE, WHICH
from bot.services.messages.writing import answer_with
from bot.services.people.newsletters import list_newsletters, list_taken, say_name
from lexicon.folding import words_of

_KEY, _NAME = "newsletter.words", "{name}"
_YES, _NO = "button.offers_yes", "button.confirm_no"


def write_words(newsletter: Newsletter, locale: str) -> str:
    """Return what a customer sends to be asked about a newsletter."""
    return say(locale, _KEY, {"name": say_name(newsletter, locale)})


def write_link(number: str | None, words: str) -> str:
    """Return the address that opens WhatsApp with words ready to be sent to a number; "" without one."""
    digits = "".join(one for one in number or "" if one.isdigit())
    return f"https://wa.me/{digits}?text={quote(words, safe='')}" if digits else ""


def answer_words(db: Session, conversation: Conversation, text: str) -> Answered | None:
    """Return the question whether a newsletter is wanted; None where the words ask for none that the shop has."""
    said = words_of(text)
    if not any(_begins_and_ends(said, *each) for each in _around()):
        return None
    found = _find(db, conversation.merchant_id, said)
    if found is None:
        return None
    locale = conversation.customer.locale or conversation.merchant.locale
    if found.ended_at is not None:
        return answer_with("newsletter.gone")
    which, name = {WHICH: str(found.id)}, {"name": say_name(found, locale)}
    if found.id in list_taken(db, conversation.customer_id):
        end = Offered("button.newsletter_end", {}, LEAVE, which)
        return _answer(Said("newsletter.joined", name, offers=(end,)))
    choices = (Offered(_YES, {}, JOIN, which), Offered(_NO, {}, "deny"))
    return _answer(Said("newsletter.ask_one", name, offers=choices))


def _find(db: Session, merchant_id: int, said: Sequence[str]) -> Newsletter | None:
    """One that is offered before one of the same words that was closed."""
    rows = sorted(list_newsletters(db, merchant_id, ended=True), key=lambda row: row.ended_at is not None)
    of_each = ((row, words_of(write_words(row, locale))) for row in rows for locale in CODES)
    return next((row for row, words in of_each if words == said), None)


def _answer(said: Said) -> Answered:
    return Answered((said,), None, None)


def _begins_and_ends(said: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    has_room = len(said) > len(before) + len(after)
    return has_room and said[: len(before)] == before and said[len(said) - len(after) :] == after


@lru_cache(maxsize=1)
def _around() -> list[tuple[list[str], list[str]]]:
    """The words before and after a name, in each language: no shop is asked before they are there."""
    each = (sentence(locale, _KEY).partition(_NAME) for locale in CODES)
    return [(words_of(before), words_of(after)) for before, _, after in each]
