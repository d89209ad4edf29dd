"""Which approved template says a sentence, in the order that docs/templates.md promises."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.services.templates import choosing
from tests.fakes import ACCOUNT
from tests.services.templates.rows import add_shop, add_template, reword

KEY = "notice.late"


def test_it_says_the_present_wording(db: Session) -> None:
    shop = add_shop(db)
    present = add_template(db, shop, KEY, "gu")
    add_template(db, shop, KEY, "gu", "Something newer {{1}} that is said no more", fields=["number"])
    ready = choosing.find_ready(db, shop, ACCOUNT, KEY, "gu")
    assert ready is not None
    assert (ready.template_id, ready.sid, ready.locale) == (present.id, present.sid, "gu")
    assert ready.fields == ("number", "items", "why", "day", "courier", "url")
    assert ready.buttons == ("ટીમ સાથે વાત કરો",)
    assert (ready.with_picture, ready.category) == (False, "UTILITY")


def test_it_says_the_shops_own_words_once_they_are_approved(db: Session) -> None:
    shop = add_shop(db)
    ours = add_template(db, shop, KEY, "en")
    reword(db, shop, KEY, "en", "Oh no, {number} is late because {why} We are sorry for that.")
    own = add_template(db, shop, KEY, "en", status="pending")
    ready = choosing.find_ready(db, shop, ACCOUNT, KEY, "en")
    assert ready is not None
    assert ready.template_id == ours.id
    own.status = "approved"
    add_template(db, shop, KEY, "en", "A third wording, of last year, {{1}} and so on", fields=["number"])
    db.flush()
    ready = choosing.find_ready(db, shop, ACCOUNT, KEY, "en")
    assert ready is not None
    assert (ready.template_id, ready.fields) == (own.id, ("number", "why"))


def test_it_falls_back_in_order(db: Session) -> None:
    shop = add_shop(db, locale="hi")
    rows = [
        add_template(db, shop, KEY, "gu", "An old wording {{1}} in Gujarati", fields=["number"]),
        add_template(db, shop, KEY, "gu-Latn"),
        add_template(db, shop, KEY, "hi"),
        add_template(db, shop, KEY, "en"),
    ]
    add_template(db, shop, KEY, "bn")
    for row in rows:
        ready = choosing.find_ready(db, shop, ACCOUNT, KEY, "gu")
        assert ready is not None
        assert (ready.template_id, ready.locale) == (row.id, row.locale)
        row.status = "paused"
        db.flush()
    assert choosing.find_ready(db, shop, ACCOUNT, KEY, "gu") is None


@pytest.mark.parametrize("locale", ["en", "en-IN", "ta", "", "gu_Latn"])
def test_it_takes_english_for_a_locale_it_has_not(db: Session, locale: str) -> None:
    shop = add_shop(db)
    english = add_template(db, shop, KEY, "en")
    ready = choosing.find_ready(db, shop, ACCOUNT, KEY, locale)
    assert ready is not None
    assert ready.template_id == english.id


def test_it_never_says_another_shops_or_accounts_template(db: Session) -> None:
    shop, other = add_shop(db), add_shop(db, "other")
    add_template(db, other, KEY, "en")
    add_template(db, shop, KEY, "en", account="AC" + "b" * 32)
    add_template(db, shop, "notice.lost", "en")
    assert choosing.find_ready(db, shop, ACCOUNT, KEY, "en") is None
    assert choosing.find_reason(db, shop, ACCOUNT, KEY, "en") == "no_template"


def test_it_asks_the_database_twice_at_most(db: Session) -> None:
    shop = add_shop(db)
    for locale in ("gu", "gu-Latn", "en"):
        add_template(db, shop, KEY, locale)
        add_template(db, shop, KEY, locale, "An older wording {{1}} of this", fields=["number"])
    asked: list[str] = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert choosing.find_ready(db, shop, ACCOUNT, KEY, "gu") is not None
    assert len(asked) <= 2


@pytest.mark.parametrize(
    ("standings", "reason"),
    [
        ([], "no_template"),
        ([("unsubmitted", "")], "template_pending"),
        ([("received", ""), ("rejected", "x")], "template_pending"),
        ([("unsubmitted", "HTTP 400: no")], "template_refused"),
        ([("disabled", ""), ("paused", ""), ("rejected", "x")], "template_paused"),
        ([("disabled", ""), ("rejected", "x")], "template_rejected"),
        ([("disabled", "")], "template_disabled"),
        ([("in_appeal", "")], "template_pending"),
    ],
)
def test_it_says_why_there_is_none(db: Session, standings: list[tuple[str, str]], reason: str) -> None:
    shop = add_shop(db)
    for status, why in standings:
        add_template(db, shop, KEY, "en", status=status, reason=why)
    assert choosing.find_ready(db, shop, ACCOUNT, KEY, "gu") is None
    assert choosing.find_reason(db, shop, ACCOUNT, KEY, "gu") == reason
