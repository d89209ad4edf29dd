"""Newsletters: which there are, who takes which, and each one's word on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.newsletters import Newsletter, NewsletterWord
from bot.domain.consent import ConsentSource
from bot.domain.shortening import beginning

LONGEST_NAME = 20  # of a button


class NewsletterNamed(ValueError):
    """Raised for a newsletter of a name that the shop has already."""


def add_newsletter(db: Session, merchant_id: int, name: str, names: Mapping[str, str], now: datetime) -> Newsletter:
    """Write a newsletter down and return it; one that has ended under this name begins anew.

    Raises:
        NewsletterNamed: there is one of this name.
    """
    known = db.scalars(select(Newsletter).where(Newsletter.merchant_id == merchant_id, Newsletter.name == name)).first()
    if known is not None:
        if known.ended_at is None:
            raise NewsletterNamed(name)
        known.ended_at, known.names = None, dict(names)
        return known
    row = Newsletter(merchant_id=merchant_id, name=name, names=dict(names), created_at=now)
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError as error:
        raise NewsletterNamed(name) from error
    return row


def end_newsletter(db: Session, merchant_id: int, newsletter_id: int, now: datetime) -> bool:
    """Offer a newsletter to nobody any more; False when there is none, or it has ended."""
    mine = (Newsletter.merchant_id == merchant_id, Newsletter.id == newsletter_id, Newsletter.ended_at.is_(None))
    return won(db, update(Newsletter).where(*mine).values(ended_at=now))


def find_newsletter(db: Session, merchant_id: int, newsletter_id: int) -> Newsletter | None:
    """Return a shop's newsletter; None when it has none by this id."""
    mine = select(Newsletter).where(Newsletter.merchant_id == merchant_id, Newsletter.id == newsletter_id)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def list_newsletters(db: Session, merchant_id: int) -> list[Newsletter]:
    """List the newsletters that a shop offers, the oldest first."""
    mine = select(Newsletter).where(Newsletter.merchant_id == merchant_id, Newsletter.ended_at.is_(None))
    return list(db.scalars(mine.order_by(Newsletter.id)))


def list_taken(db: Session, customer_id: int) -> set[int]:
    """Return the ids of the newsletters that a customer takes."""
    return set(
        db.scalars(_select_takers(NewsletterWord.newsletter_id).where(NewsletterWord.customer_id == customer_id))
    )


def select_takers(merchant_id: int, newsletter_id: int) -> Select[int]:
    """Return the query of the customers who take a newsletter."""
    mine = (NewsletterWord.merchant_id == merchant_id, NewsletterWord.newsletter_id == newsletter_id)
    return _select_takers(NewsletterWord.customer_id).where(*mine)


def count_takers(db: Session, merchant_id: int, newsletter_id: int) -> int:
    """Count the customers who take a newsletter, whatever they have said of offers since."""
    return db.scalar(select(func.count()).select_from(select_takers(merchant_id, newsletter_id).subquery())) or 0


def say_name(newsletter: Newsletter, locale: str) -> str:
    """Return what a newsletter is called in a locale."""
    return str(newsletter.names.get(locale) or newsletter.name)


def note_word(
    db: Session, conversation: Conversation, newsletter_id: int, granted: bool, asked: str, words: str, now: datetime
) -> bool:
    """Write a customer's tapped yes or no to a newsletter down; False when that is what they had said."""
    if (newsletter_id in list_taken(db, conversation.customer_id)) is granted:
        return False
    db.add(
        NewsletterWord(
            merchant_id=conversation.merchant_id,
            newsletter_id=newsletter_id,
            customer_id=conversation.customer_id,
            channel=conversation.channel,
            granted=granted,
            source=ConsentSource.BUTTON,
            asked=beginning(asked, 500),
            words=beginning(words, 500),
            locale=conversation.customer.locale or conversation.merchant.locale,
            at=now,
        )
    )
    db.flush()
    return True


def _select_takers(column: object) -> Select[int]:
    """Of the words whose newest is a yes."""
    later = aliased(NewsletterWord)
    same = (later.newsletter_id == NewsletterWord.newsletter_id, later.customer_id == NewsletterWord.customer_id)
    newer = select(later.id).where(*same, later.id > NewsletterWord.id).exists()
    found: Select[int] = select(column).where(NewsletterWord.granted.is_(True), ~newer)  # type: ignore[call-overload]
    return found
