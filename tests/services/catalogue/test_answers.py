"""Answers from the database."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.shop import FaqText, FaqTopic, Merchant
from bot.services.catalogue.answers import (
    LONGEST,
    BadAnswer,
    FaqEntry,
    find_answer,
    list_entries,
    read_entries,
    record_answers,
)
from bot.services.moments.kept import read_kept
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


def test_it_fills_figures_from_what_the_shop_has_decided(db: Session, demo: Demo) -> None:
    shop = db.get_one(Merchant, demo.shop)
    shop.refund_days_least, shop.refund_days_most, shop.points_worth, shop.invoice_hours = 2, 12, 7500, 48
    assert "2 to 12 working days" in (find_answer(db, demo.shop, "refund_time", "en") or "")
    assert "2 থেকে 12 কাজের দিন" in (find_answer(db, demo.shop, "refund_time", "bn") or "")
    assert "₹75" in (find_answer(db, demo.shop, "loyalty", "gu") or "")
    assert "48 hours" in (find_answer(db, demo.shop, "invoice", "en") or "")


def test_it_stores_what_may_be_stored_and_says_why_not(db: Session, demo: Demo) -> None:
    kept = read_kept(db, demo.shop)
    entry = FaqEntry("gold_points", "en", "What is gold?", ("gold?",), "Each ₹100 earns {points_per_100} points.")
    assert record_answers(db, demo.shop, [entry], kept) == 1
    again = FaqEntry("gold_points", "en", "Gold?", (), "{review_points} points")
    assert record_answers(db, demo.shop, [again], kept) == 0
    assert find_answer(db, demo.shop, "gold_points", "en") == "20 points"
    for slug, locale, answer, why in (
        ("loyalty", "en", "1 point for ₹20", r"loyalty \(en\).answer: .*points_per_100"),
        ("loyalty", "ta", "Yes", "no such locale"),
        ("Loyalty!", "en", "Yes", "small letters"),
        ("loyalty", "en", " ", "is empty"),
        ("loyalty", "en", "x" * (LONGEST + 1), f"at most {LONGEST}"),
    ):
        with pytest.raises(BadAnswer, match=why):
            record_answers(db, demo.shop, [entry, FaqEntry(slug, locale, "?", (), answer)], kept)
    assert find_answer(db, demo.shop, "gold_points", "en") == "20 points"
    assert find_answer(db, demo.other_shop, "gold_points", "en") is None


@pytest.mark.parametrize("text", ["[cod", "cod = 1", "[cod]\nanswer = 'x'", "[cod]\nquestion = 'x'"])
def test_a_file_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadAnswer, match=r"\(en\)"):
        read_entries("en", text)
