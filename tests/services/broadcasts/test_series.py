"""Every week or month: each period once, what was missed asks, and the next is there to be seen and called off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast
from bot.db.outgoing import Alert
from bot.domain.broadcasts import Repeats
from bot.domain.periods import find_following, find_period
from bot.services.broadcasts import launch, series
from bot.tasks.broadcasts import keep_broadcasts
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import ACCOUNT, Watch
from tests.services.broadcasts.crowd import add_crowd, draft_for, read
from tests.services.shelf import change

BERLIN = "Europe/Berlin"


def scheduled(bot: Bot, cast: Cast, repeats: Repeats = Repeats.WEEKLY) -> int:
    """A series whose first one begins in an hour; gives its id."""
    add_crowd(bot, cast, 1)
    one = draft_for(bot, cast, repeats=repeats, starts_at=bot.now() + timedelta(hours=1))
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, one), 1, ACCOUNT, None, bot.now())
    return one


def pass_time(bot: Bot, watch: Watch, **time: float) -> None:
    """Let time pass while the scheduler runs."""
    end = bot.now() + timedelta(**time)
    watch.move_to(end - timedelta(minutes=1))
    for row in rows(bot, Broadcast):
        if row.state in ("scheduled", "running", "freezing"):
            change(bot, Broadcast, row.id, alive_at=bot.now())
    watch.move_to(end)
    keep_broadcasts(bot)


def test_the_next_is_planned_as_one_begins(bot: Bot, cast: Cast, watch: Watch) -> None:
    one = scheduled(bot, cast)
    first = read(bot, one).starts_at
    pass_time(bot, watch, hours=1)
    assert read(bot, one).state == "freezing"
    following = rows(bot, Broadcast)[1]
    assert (following.state, following.series_id, following.period) == ("scheduled", one, 1)
    assert first is not None
    assert following.starts_at == first + timedelta(days=7)
    assert following.expires_at == first + timedelta(days=8)
    pass_time(bot, watch, days=7)
    assert [(row.period, row.series_id) for row in rows(bot, Broadcast)] == [(0, None), (1, one), (2, one)]
    assert read(bot, following.id).state == "freezing"


def test_two_schedulers_and_one_of_before_a_backup_make_one(bot: Bot, cast: Cast, watch: Watch) -> None:
    one = scheduled(bot, cast)
    pass_time(bot, watch, hours=1)
    started = read(bot, one).starts_at
    assert started is not None
    with bot.database.writing.begin() as db:
        assert series.plan_next(db, db.get_one(Broadcast, one), started, bot.now()) is None
        assert not launch.begin(db, one, bot.now())
    assert len(rows(bot, Broadcast)) == 2


def test_what_was_missed_asks_and_the_next_comes_in_time(bot: Bot, cast: Cast, watch: Watch) -> None:
    one = scheduled(bot, cast)
    watch.advance(days=15)  # nothing ran
    keep_broadcasts(bot)
    assert (read(bot, one).state, read(bot, one).reason) == ("draft", "late")
    assert "Start it anew if it is still wanted" in rows(bot, Alert)[-1].text
    following = rows(bot, Broadcast)[1]
    assert (following.state, following.period) == ("scheduled", 3)
    assert following.starts_at is not None
    assert bot.now() < following.starts_at <= bot.now() + timedelta(days=7)


def test_one_that_is_due_after_an_outage_asks_though_it_is_hardly_late(bot: Bot, cast: Cast, watch: Watch) -> None:
    one = scheduled(bot, cast, Repeats.NEVER)
    watch.advance(minutes=30)
    keep_broadcasts(bot)
    seen = read(bot, one).alive_at
    watch.advance(minutes=31)  # a backup of half an hour ago: it may have left already
    keep_broadcasts(bot)
    assert seen is not None
    assert (read(bot, one).state, read(bot, one).reason) == ("draft", "late")
    assert len(rows(bot, Broadcast)) == 1


def test_one_that_is_moved_moves_no_other(bot: Bot, cast: Cast, watch: Watch) -> None:
    one = scheduled(bot, cast)
    pass_time(bot, watch, hours=1)
    first, following = read(bot, one).starts_at, rows(bot, Broadcast)[1]
    assert first is not None
    change(bot, Broadcast, following.id, starts_at=first + timedelta(days=6))
    pass_time(bot, watch, days=6)
    assert rows(bot, Broadcast)[2].starts_at == first + timedelta(days=14)


def test_it_ends_when_the_next_is_called_off(bot: Bot, cast: Cast, watch: Watch) -> None:
    scheduled(bot, cast)
    pass_time(bot, watch, hours=1)
    with bot.database.writing.begin() as db:
        assert launch.cancel(db, rows(bot, Broadcast)[1].id, bot.now())
    pass_time(bot, watch, days=30)
    assert len(rows(bot, Broadcast)) == 2


@pytest.mark.parametrize(
    ("repeats", "first", "period", "then"),
    [
        (Repeats.WEEKLY, datetime(2026, 10, 20, 8, tzinfo=UTC), 1, datetime(2026, 10, 27, 9, tzinfo=UTC)),
        (Repeats.MONTHLY, datetime(2026, 1, 31, 9, tzinfo=UTC), 1, datetime(2026, 2, 28, 9, tzinfo=UTC)),
        (Repeats.MONTHLY, datetime(2026, 1, 31, 9, tzinfo=UTC), 14, datetime(2027, 3, 31, 8, tzinfo=UTC)),
        (Repeats.MONTHLY, datetime(2026, 11, 15, 9, tzinfo=UTC), 2, datetime(2027, 1, 15, 9, tzinfo=UTC)),
    ],
)
def test_it_keeps_the_time_of_day_of_the_shop(repeats: Repeats, first: datetime, period: int, then: datetime) -> None:
    assert find_period(repeats, first, period, BERLIN) == then
    assert find_following(repeats, first, 0, BERLIN, then - timedelta(seconds=1)) == period
    assert find_following(repeats, first, 0, BERLIN, then) == period + 1
