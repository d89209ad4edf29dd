"""A failed attempt and a later day in the same minute: the second is told in accord with the first."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.db.orders import Parcel
from tests.cast import Cast
from tests.fakes import FakeMessenger, Watch
from tests.services.shelf import Shelf, change, notices, run, stock, tell

TOMORROW, MISSED = "2026-11-22", "2026-11-20"


def fail(bot: Bot, cast: Cast) -> Shelf:
    shelf = stock(bot, cast)
    tomorrow = (bot.now() + timedelta(days=1)).date()
    change(
        bot, Parcel, shelf.parcel, stage="attempt_failed", milestone="attempt_failed", stage_at=bot.now(),
        expected_on=tomorrow,
    )  # fmt: skip
    tell(bot, cast, shelf, "parcel.attempt_failed")
    return shelf


def test_it_names_the_day_of_the_next_try(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = fail(bot, cast)
    tell(bot, cast, shelf, "parcel.late", day=TOMORROW, missed=MISSED, why="unknown")
    run(bot)
    assert notices(bot)["late"] == ("dropped", "no_fresh_attempt")
    assert len(messenger.texts) == 2
    assert "will try again" in messenger.texts[1] or "ફરી" in messenger.texts[1]


def test_it_says_nothing_more_where_no_day_is_known(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    shelf = fail(bot, cast)
    change(bot, Parcel, shelf.parcel, expected_on=None)
    tell(bot, cast, shelf, "parcel.late", day=None, missed=MISSED, why="unknown")
    run(bot)
    assert notices(bot)["next_try"] == ("dropped", "day_to_come")
    assert len(messenger.texts) == 1


def test_it_is_late_again_when_nobody_came_for_a_day(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = fail(bot, cast)
    run(bot)
    watch.time += timedelta(days=2)
    tell(bot, cast, shelf, "parcel.late", day=None, missed=MISSED, why="unknown")
    run(bot)
    assert notices(bot)["next_try"] == ("dropped", "fresh_attempt")
    assert notices(bot)["late"][0] == "composed"
