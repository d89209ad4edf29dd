"""A shop's own words are read once a session, and never after they have changed."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.services.messages.wording import Wording, reword
from tests.cast import KEPT, Cast, add_cast
from tests.fakes import START

KEY = "notice.shipped"


def template(db: Session, cast: Cast, locale: str = "en", shop: int | None = None) -> str:
    return Wording(db, db.get_one(Merchant, shop or cast.shop), locale).template(KEY)


def test_they_are_read_once_a_session(db: Session) -> None:
    cast = add_cast(db, START)
    reword(db, cast.shop, KEY, "en", "Gone: {number}", KEPT)
    first = template(db, cast)
    asked: list[str] = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert template(db, cast) == first == "Gone: {number}"
    assert [statement for statement in asked if "sentence" in statement] == []


def test_a_change_counts_at_once_in_the_same_session(db: Session) -> None:
    cast = add_cast(db, START)
    ours = template(db, cast)
    for said in ("Gone: {number}", "Left: {number}"):
        reword(db, cast.shop, KEY, "en", said, KEPT)
        assert template(db, cast) == said
    reword(db, cast.shop, KEY, "en", "", KEPT)
    assert template(db, cast) == ours


def test_each_shop_and_locale_has_its_own(db: Session) -> None:
    cast = add_cast(db, START)
    theirs, gujarati = template(db, cast, shop=cast.other_shop), template(db, cast, "gu")
    reword(db, cast.shop, KEY, "en", "Gone: {number}", KEPT)
    assert template(db, cast) == "Gone: {number}"
    assert (template(db, cast, shop=cast.other_shop), template(db, cast, "gu")) == (theirs, gujarati)
