"""Topics of a shop's answers: listed, written and dropped, each change kept so that it can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.db.changes import ChangeKind, note_change
from bot.db.shop import FaqText, FaqTopic, FaqVersion
from bot.domain.faq import FaqChange, FaqWords, check_topics
from bot.domain.locale import CODES
from bot.domain.promises import Promised

Texts = Mapping[str, FaqWords]  # by locale


@dataclass(frozen=True, slots=True)
class TopicSeen:
    """A topic as somebody sees it, and the version of it."""

    slug: str
    version: int
    texts: Texts


@dataclass(frozen=True, slots=True)
class FaqDeed:
    """A change: what kind it is, whose (None: the terminal or a program), and when."""

    how: FaqChange
    staff_id: int | None
    now: datetime


@dataclass(frozen=True, slots=True)
class TopicsWritten:
    """What a change did: the topics that are new, those that are others now, and its number, by which it is undone."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deed: int | None = None


class TopicMovedOn(Exception):
    """Raised for a change of what is another by now; has the topic as it is, None where it is no more."""

    def __init__(self, slug: str, seen: TopicSeen | None) -> None:
        super().__init__(slug)
        self.slug, self.seen = slug, seen


def list_topics(db: Session, merchant_id: int, slugs: Collection[str] | None = None) -> list[TopicSeen]:
    """List the shop's topics by name, all of them or (where `slugs` are given) those."""
    mine = select(FaqTopic).where(FaqTopic.merchant_id == merchant_id).options(selectinload(FaqTopic.texts))
    if slugs is not None:
        mine = mine.where(FaqTopic.slug.in_(slugs))
    return [_see(topic) for topic in db.scalars(mine.order_by(FaqTopic.slug))]


def find_topic(db: Session, merchant_id: int, slug: str) -> TopicSeen | None:
    """Return a topic by its name, None without."""
    return next(iter(list_topics(db, merchant_id, [slug])), None)


def write_topic(db: Session, merchant_id: int, seen: TopicSeen, kept: Promised, deed: FaqDeed) -> TopicSeen:
    """Write a topic as a whole, in place of the version that was seen (0: a new one); what is the same already stays.

    Raises:
        TopicMovedOn: it is at another version.
        BadAnswer: it cannot be stored.
    """
    check_topics({seen.slug: seen.texts}, kept)
    now = find_topic(db, merchant_id, seen.slug)
    if now is not None and now.texts == seen.texts:
        return now
    if (now.version if now else 0) != seen.version:
        raise TopicMovedOn(seen.slug, now)
    write_topics(db, merchant_id, {seen.slug: seen.texts}, deed, whole=True)
    return TopicSeen(seen.slug, _newest(db, merchant_id, [seen.slug])[seen.slug], seen.texts)


def drop_topic(db: Session, merchant_id: int, slug: str, version: int, deed: FaqDeed) -> bool:
    """Drop a topic as it was seen; False where there is none (any more).

    Raises:
        TopicMovedOn: it is at another version.
    """
    now = find_topic(db, merchant_id, slug)
    if now is None:
        return False
    if now.version != version:
        raise TopicMovedOn(slug, now)
    write_topics(db, merchant_id, {slug: {}}, deed, whole=True)
    return True


def write_topics(
    db: Session, merchant_id: int, topics: Mapping[str, Texts], deed: FaqDeed | None, *, whole: bool = False
) -> TopicsWritten:
    """Write texts that were checked before. `whole`: a topic's other locales go; else they stay as they are.

    A deed of None leaves no versions: nobody could want back what a shop was opened with.
    """
    rows = {row.slug: row for row in _lock(db, merchant_id, topics)}
    numbers = _newest(db, merchant_id, topics)
    new: list[str] = []
    changed: list[str] = []
    first: int | None = None
    for slug, given in topics.items():
        row = rows.get(slug)
        before = _see(row).texts if row else {}
        after = dict(given) if whole else {**before, **given}
        if before == after:
            continue
        (changed if row else new).append(slug)
        number = max(numbers.get(slug, 0), row.version if row else 0) + 1
        if deed is not None:
            if row is not None and slug not in numbers:
                _keep(db, merchant_id, slug, row.version, before, FaqDeed(FaqChange.BEFORE, None, deed.now))
            first = _keep(db, merchant_id, slug, number, after, deed, first)
        _store(db, merchant_id, row, slug, after, number)
    db.flush()
    if first is not None and deed is not None:
        note_change(db, merchant_id, ChangeKind.SETTINGS, 0, deed.now)
    return TopicsWritten(tuple(new), tuple(changed), first)


def _lock(db: Session, merchant_id: int, slugs: Collection[str]) -> list[FaqTopic]:
    mine = select(FaqTopic).where(FaqTopic.merchant_id == merchant_id, FaqTopic.slug.in_(slugs))
    mine = mine.options(selectinload(FaqTopic.texts)).order_by(FaqTopic.id).with_for_update()
    return list(db.scalars(mine.execution_options(populate_existing=True)))


def _newest(db: Session, merchant_id: int, slugs: Collection[str]) -> dict[str, int]:
    """The number of each topic's newest version, also of one that was dropped."""
    mine = select(FaqVersion.slug, func.max(FaqVersion.number)).where(FaqVersion.merchant_id == merchant_id)
    rows = db.execute(mine.where(FaqVersion.slug.in_(slugs)).group_by(FaqVersion.slug))
    return {slug: number for slug, number in rows}


def _keep(
    db: Session, merchant_id: int, slug: str, number: int, texts: Texts, deed: FaqDeed, first: int | None = None
) -> int:
    """Keep how a topic is from now on; returns the id of the deed's first version, of this one where None is given."""
    kept = {locale: words.as_json() for locale, words in texts.items()}
    row = FaqVersion(merchant_id=merchant_id, slug=slug, number=number, texts=kept, how=deed.how, deed=first)
    row.staff_id, row.at = deed.staff_id, deed.now
    db.add(row)
    if first is None:
        db.flush()
        if deed.how != FaqChange.BEFORE:
            row.deed = row.id
    return first or row.id


def _store(db: Session, merchant_id: int, row: FaqTopic | None, slug: str, texts: Texts, number: int) -> None:
    if row is not None and not texts:
        db.delete(row)
        return
    if row is None:
        row = FaqTopic(merchant_id=merchant_id, slug=slug)
        db.add(row)
    row.version = number
    there = {text.locale: text for text in row.texts}
    for locale in there.keys() - texts.keys():
        row.texts.remove(there[locale])
    for locale, words in texts.items():
        text = there.get(locale) or FaqText(locale=locale)
        text.question, text.answer, text.asked_as = words.question, words.answer, "\n".join(words.asked_as)
        if locale not in there:
            row.texts.append(text)


def _see(topic: FaqTopic) -> TopicSeen:
    by_locale = {text.locale: text for text in topic.texts}
    texts = {code: read_words(by_locale[code]) for code in CODES if code in by_locale}
    return TopicSeen(topic.slug, topic.version, texts)


def read_words(text: FaqText) -> FaqWords:
    """Return the words of a topic in one locale."""
    return FaqWords(text.question, text.answer, tuple(filter(None, text.asked_as.splitlines())))
