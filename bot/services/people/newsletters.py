"""Newsletters: which there are, who takes which, and each one's word on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won
from bot.db.conversations import Conversation
from bot.db.newsletters import Newsletter, NewsletterWord
from bot.domain.consent import ConsentSource
from bot.domain.shortening import beginning
from lexicon.folding import bare

LONGEST_NAME = 20  # of a button
MOST_OFFERED = 10  # as many as WhatsApp shows in one list to choose from


class NewsletterNamed(ValueError):
    """Raised for a newsletter of a name that the shop has already, in whatever letters."""


class TooManyNewsletters(Exception):
    """The shop offers MOST_OFFERED newsletters."""


def add_newsletter(db: Session, merchant_id: int, name: str, names: Mapping[str, str], now: datetime) -> Newsletter:
    """Write a newsletter down and return it; one that was closed under this name begins anew.

    Raises:
        NewsletterNamed: there is one of this name.
        TooManyNewsletters: no more can be offered.
    """
    known = _find_like(db, merchant_id, name)
    if known is not None and known.ended_at is None:
        raise NewsletterNamed(name)
    _look_whether_full(db, merchant_id)
    if known is not None:
        known.ended_at, known.name, known.names, known.version = None, name, dict(names), known.version + 1
        note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
        return known
    row = Newsletter(merchant_id=merchant_id, name=name, names=dict(names), created_at=now)
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError as error:
        raise NewsletterNamed(name) from error
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return row


def revise_newsletter(
    db: Session, row: Newsletter, version: int, name: str | None, names: Mapping[str, str] | None, now: datetime
) -> bool:
    """Give a newsletter other names, as it was at `version`; False when it has moved on.

    Raises:
        NewsletterNamed: another one has this name.
    """
    name = row.name if name is None else name
    other = _find_like(db, row.merchant_id, name, row.id)
    if other is not None:
        raise NewsletterNamed(name)
    mine = (Newsletter.merchant_id == row.merchant_id, Newsletter.id == row.id, Newsletter.version == version)
    named = {"name": name, "names": row.names if names is None else dict(names)}
    try:
        with db.begin_nested():
            changed = won(db, update(Newsletter).where(*mine).values(**named, version=version + 1))
    except IntegrityError as error:
        raise NewsletterNamed(name) from error
    if changed:
        note_change(db, row.merchant_id, ChangeKind.SETTINGS, 0, now)
    return changed


def end_newsletter(db: Session, merchant_id: int, newsletter_id: int, now: datetime) -> bool:
    """Offer a newsletter to nobody any more; False when there is none, or it was closed."""
    return _set_ended(db, merchant_id, newsletter_id, now, now)


def reopen_newsletter(db: Session, merchant_id: int, newsletter_id: int, now: datetime) -> bool:
    """Offer a newsletter again that was closed; False when there is none, or it is offered.

    Raises:
        TooManyNewsletters: no more can be offered.
    """
    row = find_newsletter(db, merchant_id, newsletter_id)
    if row is None or row.ended_at is None:
        return False
    _look_whether_full(db, merchant_id)
    return _set_ended(db, merchant_id, newsletter_id, None, now)


def _set_ended(db: Session, merchant_id: int, newsletter_id: int, at: datetime | None, now: datetime) -> bool:
    other = Newsletter.ended_at.is_not(None) if at is None else Newsletter.ended_at.is_(None)
    mine = (Newsletter.merchant_id == merchant_id, Newsletter.id == newsletter_id, other)
    changed = won(db, update(Newsletter).where(*mine).values(ended_at=at))
    if changed:
        note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return changed


def _find_like(db: Session, merchant_id: int, name: str, but: int = 0) -> Newsletter | None:
    """One of the shop's whose name differs in nothing but its letters' case and the like."""
    others = (one for one in list_newsletters(db, merchant_id, ended=True) if one.id != but)
    return next((one for one in others if bare(one.name) == bare(name)), None)


def _look_whether_full(db: Session, merchant_id: int) -> None:
    if len(list_newsletters(db, merchant_id)) >= MOST_OFFERED:
        raise TooManyNewsletters


def find_newsletter(db: Session, merchant_id: int, newsletter_id: int) -> Newsletter | None:
    """Return a shop's newsletter; None when it has none by this id."""
    mine = select(Newsletter).where(Newsletter.merchant_id == merchant_id, Newsletter.id == newsletter_id)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def find_named(db: Session, merchant_id: int, name: str) -> Newsletter | None:
    """Return a shop's newsletter by its name, in whatever letters, or by its number; None for none."""
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 19 else 0
    return _find_like(db, merchant_id, name) or find_newsletter(db, merchant_id, number)


def list_newsletters(db: Session, merchant_id: int, *, ended: bool = False) -> list[Newsletter]:
    """List the newsletters that a shop offers, the oldest first; those that were closed among them if `ended`."""
    mine = select(Newsletter).where(Newsletter.merchant_id == merchant_id)
    if not ended:
        mine = mine.where(Newsletter.ended_at.is_(None))
    return list(db.scalars(mine.order_by(Newsletter.id).execution_options(populate_existing=True)))


def list_taken(db: Session, customer_id: int) -> set[int]:
    """Return the ids of the newsletters that a customer takes."""
    return set(
        db.scalars(_select_takers(NewsletterWord.newsletter_id).where(NewsletterWord.customer_id == customer_id))
    )


def select_takers(merchant_id: int, newsletter_id: int) -> Select[int]:
    """Return the query of the customers who take a newsletter."""
    mine = (NewsletterWord.merchant_id == merchant_id, NewsletterWord.newsletter_id == newsletter_id)
    return _select_takers(NewsletterWord.customer_id).where(*mine)


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
