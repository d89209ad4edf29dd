"""Answers from the database."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.shop import FaqText, FaqTopic
from bot.services.catalogue.answers import find_answer, list_entries
from tests.services.conftest import Demo


def write(db: Session, demo: Demo, texts: dict[str, str]) -> None:
    """Replace the answers of the topic cod."""
    topic = db.scalars(select(FaqTopic).where(FaqTopic.merchant_id == demo.shop, FaqTopic.slug == "cod")).one()
    db.execute(delete(FaqText).where(FaqText.topic_id == topic.id))
    db.add_all(FaqText(topic_id=topic.id, locale=locale, question="?", answer=text) for locale, text in texts.items())
    db.flush()


def test_it_answers_in_the_nearest_language(db: Session, demo: Demo) -> None:
    write(db, demo, {"en": "Yes", "hi": "हाँ", "gu-Latn": "Ha", "bn": "হ্যাঁ", "bn-Latn": "Hya"})
    told = {
        loc: find_answer(db, demo.shop, "cod", loc)
        for loc in ("en", "hi", "hi-Latn", "gu", "gu-Latn", "bn", "bn-Latn", "ta")
    }
    assert list(told.values()) == ["Yes", "हाँ", "हाँ", "Ha", "Ha", "হ্যাঁ", "Hya", "Yes"]


def test_it_fills_the_fields_and_leaves_other_braces(db: Session, demo: Demo) -> None:
    write(db, demo, {"en": "{shop} {phone} {email} {return_days} {shop.name} {0} {} {{x}} {password}"})
    assert find_answer(db, demo.shop, "cod", "en") == (
        "Rangoli Handlooms +91 79 4000 1234 care@rangolihandlooms.example 7 {shop.name} {0} {} {{x}} {password}"
    )


def test_it_has_no_answer_of_another_shop(db: Session, demo: Demo) -> None:
    assert find_answer(db, demo.shop, "cod", "en")
    assert find_answer(db, demo.other_shop, "cod", "en") is None
    assert find_answer(db, demo.shop, "no-such-topic", "en") is None
    assert list_entries(db, demo.other_shop) == []


def test_it_lists_every_wording(db: Session, demo: Demo) -> None:
    cod = next(entry for entry in list_entries(db, demo.shop) if (entry.slug, entry.locale) == ("cod", "en"))
    assert cod.question == "Is cash on delivery available?"
    assert "Do you have COD?" in cod.asked_as
