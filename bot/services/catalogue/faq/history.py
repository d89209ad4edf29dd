"""How topics changed: their versions, one of them brought back, a change of many topics undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.shop import FaqVersion
from bot.db.staff import StaffMember
from bot.domain.faq import FaqWords, check_topics
from bot.domain.promises import Promised
from bot.services.catalogue.faq.topics import (
    FaqDeed,
    Texts,
    TopicMovedOn,
    TopicsWritten,
    find_topic,
    list_topics,
    write_topics,
)

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """A topic as a change left it; no texts: it was dropped. `by`: who made the change, "" for a program."""

    number: int
    texts: Texts
    how: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeedSeen:
    """A change of one topic or of many."""

    id: int
    how: str
    by: str
    at: datetime
    topics: tuple[str, ...]


def list_versions(db: Session, merchant_id: int, slug: str) -> list[VersionSeen]:
    """List a topic's versions, the newest first."""
    mine = select(FaqVersion, StaffMember.name).outerjoin(StaffMember, StaffMember.id == FaqVersion.staff_id)
    mine = mine.where(FaqVersion.merchant_id == merchant_id, FaqVersion.slug == slug)
    rows = db.execute(mine.order_by(FaqVersion.number.desc()).limit(MOST_SHOWN))
    return [VersionSeen(row.number, _texts(row), row.how, name or "", row.at) for row, name in rows]


def list_deeds(db: Session, merchant_id: int, limit: int = MOST_SHOWN) -> list[DeedSeen]:
    """List the changes, the newest first."""
    mine = (FaqVersion.merchant_id == merchant_id, FaqVersion.deed.is_not(None))
    newest = select(FaqVersion.deed).where(*mine).group_by(FaqVersion.deed)
    deeds = list(db.scalars(newest.order_by(func.max(FaqVersion.id).desc()).limit(limit)))
    of_deeds = select(FaqVersion, StaffMember.name).outerjoin(StaffMember, StaffMember.id == FaqVersion.staff_id)
    rows = db.execute(of_deeds.where(*mine, FaqVersion.deed.in_(deeds)).order_by(FaqVersion.id)).all()
    seen = []
    for deed in deeds:
        one = [(row, name) for row, name in rows if row.deed == deed]
        first, by = one[0]
        seen.append(DeedSeen(first.id, first.how, by or "", first.at, tuple(row.slug for row, _ in one)))
    return seen


def restore_version(
    db: Session, merchant_id: int, slug: str, number: int, seen: int, kept: Promised, deed: FaqDeed
) -> bool:
    """Bring a version of a topic back, which is at the version that was `seen` (0: there is none); False without it.

    Raises:
        TopicMovedOn: it is at another version by now.
        BadAnswer: the version promises what the shop's settings no longer keep.
    """
    mine = select(FaqVersion).where(FaqVersion.merchant_id == merchant_id, FaqVersion.slug == slug)
    row = db.scalars(mine.where(FaqVersion.number == number)).first()
    if row is None or not row.texts:
        return False
    now = find_topic(db, merchant_id, slug)
    if (now.version if now else 0) != seen:
        raise TopicMovedOn(slug, now)
    check_topics({slug: _texts(row)}, kept)
    write_topics(db, merchant_id, {slug: _texts(row)}, deed, whole=True)
    return True


def undo_deed(db: Session, merchant_id: int, deed_id: int, kept: Promised, deed: FaqDeed) -> TopicsWritten | None:
    """Put every topic of a change back to what it was before, or none of them; None where there is no such change.

    Raises:
        TopicMovedOn: a topic was changed again since.
        BadAnswer: what was before promises what the shop's settings no longer keep.
    """
    mine = (FaqVersion.merchant_id == merchant_id, FaqVersion.deed == deed_id)
    rows = list(db.scalars(select(FaqVersion).where(*mine).order_by(FaqVersion.id)))
    if not rows:
        return None
    now = {topic.slug: topic for topic in list_topics(db, merchant_id, [row.slug for row in rows])}
    for row in rows:
        topic = now.get(row.slug)
        # What is as it was before the change was undone already, by whoever repeats this.
        if (topic.texts if topic else {}) not in (_texts(row), _before(db, row)):
            raise TopicMovedOn(row.slug, topic)
    before = {row.slug: _before(db, row) for row in rows}
    check_topics({slug: texts for slug, texts in before.items() if texts}, kept)
    return write_topics(db, merchant_id, before, deed, whole=True)


def _before(db: Session, row: FaqVersion) -> Texts:
    mine = select(FaqVersion).where(FaqVersion.merchant_id == row.merchant_id, FaqVersion.slug == row.slug)
    before = db.scalars(mine.where(FaqVersion.number < row.number).order_by(FaqVersion.number.desc()).limit(1)).first()
    return _texts(before) if before else {}


def _texts(row: FaqVersion) -> Texts:
    return {locale: FaqWords.of(words) for locale, words in row.texts.items()}
