"""What customers tap and say below a notice, found by trying it: a guide, a better rating, a yes after a no."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.notices import Moment
from bot.db.requests import Rating
from bot.domain.rules import standard
from tests.actions.conftest import WhoChats

SAREE = {"en": "Banarasi silk saree", "gu-Latn": "Banarasi silk sadi", "bn": "বেনারসি সিল্ক শাড়ি"}


@pytest.mark.parametrize("locale", SAREE)
def test_the_guide_is_of_the_thing_the_notice_named(chat: WhoChats, locale: str) -> None:
    """Not of the newest order: the notice may be about an older one."""
    john = chat("John")
    john.locale = locale
    tap = standard()["guide"].buttons[0]
    entities = {name: value.format(item_name=SAREE[locale]) for name, value in tap.entities.items()}
    assert john.says(tap.intent, **entities) == ["care.answer"]
    assert john.told[0]["values"]["title"] == SAREE[locale]


def test_a_better_rating_after_a_worse_one_ends_the_question_what_went_wrong(
    chat: WhoChats, database: Database
) -> None:
    mitali = chat("Mitali")
    assert mitali.says("rate", rating="3", order_number="1044") == ["rating.ask_words"]
    assert mitali.says("rate", rating="5", order_number="1044") == ["rating.thanks_high", "rating.reward"]
    assert mitali.form is None
    with database.reading.begin() as db:
        assert list(db.scalars(select(Rating.stars))) == [5]


def test_a_button_tapped_twice_invites_to_share_once(chat: WhoChats, database: Database) -> None:
    mitali = chat("Mitali")
    for _ in range(2):
        mitali.says("rate", rating="5", order_number="1044")
    with database.reading.begin() as db:
        assert db.scalar(select(func.count()).select_from(Moment).where(Moment.kind == "rating.high")) == 1


def test_yes_after_not_now_asks_about_the_order_again(chat: WhoChats) -> None:
    """Neither silence nor a cancellation: "cancel it, or keep it?" is not answered by a yes."""
    sourav = chat("Sourav")
    sourav.says("confirm_order", confirmed="no", order_number="1048")
    assert sourav.says("affirm", "pathiye din") == ["cod.ask_confirm"]
    assert sourav.says("affirm", "haan") == ["cod.confirmed"]
