"""An order's customer hears, once a day and in their own words, what others do at it."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.domain.consent import ConsentSource, Purpose
from bot.services.moments import strangers
from bot.services.people import consent
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import Shelf, messages, notices, run, stock

TOLD = {"read": strangers.record_reading, "guessed_at": strangers.record_guessing}


def _happens(bot: Bot, cast: Cast, shelf: Shelf, what: str) -> None:
    with bot.database.writing.begin() as db:
        TOLD[what](db, cast.shop, shelf.order, bot.now())
    run(bot)


@pytest.mark.parametrize("what", TOLD)
def test_it_is_told_once_a_day(bot: Bot, cast: Cast, messenger: FakeMessenger, watch: Watch, what: str) -> None:
    shelf = stock(bot, cast)
    for _ in range(3):
        _happens(bot, cast, shelf, what)
        watch.advance(minutes=10)
    [letter] = messenger.letters
    assert "1042" in letter.text
    assert {"read": "જોયો છે", "guessed_at": "ઘણા ખોટા પિન કોડ"}[what] in letter.text
    watch.advance(minutes=24 * 60)
    _happens(bot, cast, shelf, what)
    assert len(messages(bot)) == 2  # outside the 24 hours it takes the template


@pytest.mark.parametrize("what", TOLD)
def test_it_is_not_told_to_who_wants_no_messages(bot: Bot, cast: Cast, messenger: FakeMessenger, what: str) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        consent.withdraw(db, shelf.conversation, Purpose.ANY, ConsentSource.KEYWORD, "STOP", bot.now())
    _happens(bot, cast, shelf, what)
    assert messenger.letters == []
    assert "strangers" in notices(bot)
