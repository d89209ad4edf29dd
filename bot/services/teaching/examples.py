"""What the shop's people teach: words, what they mean, and what else those words mean already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.teaching import TaughtExample
from bot.domain.locale import CODES
from bot.domain.teaching.keys import key_of, sound_of
from bot.services.catalogue.answers import FaqEntry, list_entries, record_answers
from bot.services.moments.kept import read_kept
from bot.services.teaching.known import list_intents, read_known

MOST = 2000  # of a shop: more would outweigh what everybody means by these words
FIRST_SIGN = "\u2190"  # of the signs that are a message by themselves: a heart, a thumb
OUT_OF_SCOPE = "out_of_scope"
# Topics that an intent of their own answers: what is taught for them is that intent.
INTENT_OF = {
    "cod": "ask_cod",
    "payment_methods": "ask_payment_methods",
    "delivery_charges": "ask_delivery_charges",
    "delivery_time": "ask_delivery_time",
    "how_to_order": "how_to_order",
    "return_policy": "ask_return_policy",
}


class ConflictKind(StrEnum):
    """How words are taught already."""

    SAME = "same"  # the very same words, by this shop
    ALIKE = "alike"  # spoken alike, by this shop
    KNOWN = "known"  # the same words, which everybody's model was trained with


@dataclass(frozen=True, slots=True)
class TaughtConflict:
    """Words that mean something else already."""

    kind: ConflictKind
    text: str
    intent: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be taught: words, masked, with their locale, and an intent or a topic of the shop's answers."""

    text: str
    locale: str
    intent: str = ""
    topic: str = ""
    source_id: int | None = None


class BadLesson(ValueError):
    """Raised with (field, fault, remedy) for what cannot be taught."""


class Contradicted(Exception):
    """The words mean something else already; `conflicts` says what."""

    def __init__(self, conflicts: Sequence[TaughtConflict]) -> None:
        """`conflicts`: at least one."""
        super().__init__(len(conflicts))
        self.conflicts = conflicts


def list_examples(db: Session, merchant_id: int) -> list[TaughtExample]:
    """List what the shop has taught, the newest first."""
    mine = select(TaughtExample).where(TaughtExample.merchant_id == merchant_id)
    return list(db.scalars(mine.order_by(TaughtExample.id.desc())))


def find_conflicts(db: Session, merchant_id: int, lesson: Lesson) -> list[TaughtConflict]:
    """List what the words of a lesson, or such as sound alike, mean already, where that is something else."""
    key, spoken = key_of(lesson.text), sound_of(lesson.text)
    intent = _intent_of(lesson)
    found = []
    for one in list_examples(db, merchant_id):
        if one.intent == intent and one.topic == lesson.topic:
            continue
        if one.key == key or sound_of(one.text) == spoken:
            kind = ConflictKind.SAME if one.key == key else ConflictKind.ALIKE
            found.append(TaughtConflict(kind, one.text, one.intent, one.topic))
    known = read_known().get(key)
    if known and known[0] != intent:
        found.append(TaughtConflict(ConflictKind.KNOWN, known[1], known[0]))
    return found


def add_example(
    db: Session, merchant_id: int, lesson: Lesson, staff_id: int | None, now: datetime, *, anyway: bool = False
) -> tuple[TaughtExample, bool]:
    """Teach: returns the example and whether it is new; the same words once more mean what is said last.

    A topic hears the words at once, without training.

    Raises:
        BadLesson: no words, no such locale, intent or topic, or too many.
        Contradicted: the words mean something else already, and it was not said that they shall all the same.
    """
    _check(db, merchant_id, lesson)
    conflicts = find_conflicts(db, merchant_id, lesson)
    if conflicts and not anyway:
        raise Contradicted(conflicts)
    key = key_of(lesson.text)
    of = (TaughtExample.merchant_id == merchant_id, TaughtExample.key == key)
    row = db.scalar(select(TaughtExample).where(*of).with_for_update())
    is_new = row is None
    if row is None:
        row = TaughtExample(merchant_id=merchant_id, key=key)
        db.add(row)
    elif row.topic and row.topic != lesson.topic:
        _unhear(db, merchant_id, row)
    row.text, row.locale, row.source_id = lesson.text, lesson.locale, lesson.source_id
    row.intent, row.topic, row.staff_id, row.at = _intent_of(lesson), lesson.topic, staff_id, now
    if lesson.topic:
        _hear(db, merchant_id, lesson)
    db.flush()
    return row, is_new


def find_example(db: Session, merchant_id: int, example_id: int) -> TaughtExample | None:
    """Return what the shop has taught by its id."""
    of = (TaughtExample.merchant_id == merchant_id, TaughtExample.id == example_id)
    return db.scalar(select(TaughtExample).where(*of).with_for_update())


def drop_example(db: Session, row: TaughtExample) -> None:
    """Take back what was taught: its topic hears the words no more, and the next training does without."""
    _unhear(db, row.merchant_id, row)
    db.delete(row)
    db.flush()


def _check(db: Session, merchant_id: int, lesson: Lesson) -> None:
    if not any(character.isalnum() or character >= FIRST_SIGN for character in lesson.text):
        raise BadLesson("text", "has no words", "write what the customer asked")
    if lesson.locale not in CODES:
        raise BadLesson("locale", "is none of ours", f"write one of {', '.join(CODES)}")
    if bool(lesson.intent) == bool(lesson.topic):
        raise BadLesson("intent", "or a topic is needed, not both", "choose what the customer means")
    if lesson.intent and lesson.intent not in list_intents():
        raise BadLesson("intent", "is none of docs/intents.md", "GET /teaching/meanings lists them")
    topics = {entry.slug for entry in list_entries(db, merchant_id)} if lesson.topic else set()
    if lesson.topic and lesson.topic not in topics:
        raise BadLesson("topic", "is none of your answers", "write the answer first")
    count = select(func.count()).select_from(TaughtExample).where(TaughtExample.merchant_id == merchant_id)
    if (db.scalar(count) or 0) >= MOST:
        raise BadLesson("text", f"is one more than {MOST}", "take some back that are understood by now")


def _intent_of(lesson: Lesson) -> str:
    """What is trained: topics are looked through for what is out of scope, and for intents of their own."""
    return lesson.intent or INTENT_OF.get(lesson.topic, OUT_OF_SCOPE)


def _hear(db: Session, merchant_id: int, lesson: Lesson) -> None:
    entry = _entry(db, merchant_id, lesson.topic, lesson.locale)
    if entry and lesson.text not in entry.asked_as:
        heard = replace(entry, asked_as=(*entry.asked_as, lesson.text))
        record_answers(db, merchant_id, [heard], read_kept(db, merchant_id))


def _unhear(db: Session, merchant_id: int, row: TaughtExample) -> None:
    entry = _entry(db, merchant_id, row.topic, row.locale) if row.topic else None
    if entry and row.text in entry.asked_as:
        less = replace(entry, asked_as=tuple(one for one in entry.asked_as if one != row.text))
        record_answers(db, merchant_id, [less], read_kept(db, merchant_id))


def _entry(db: Session, merchant_id: int, slug: str, locale: str) -> FaqEntry | None:
    """The topic in this locale, else in any: its wordings are searched together."""
    entries = [entry for entry in list_entries(db, merchant_id) if entry.slug == slug]
    return next((entry for entry in entries if entry.locale == locale), entries[0] if entries else None)
