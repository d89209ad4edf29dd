"""The people of each shop hear of a part that stays down, not too often, and hear that it is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.alarms import LOOP, Alarms
from bot.bootstrap import Bot
from bot.db.outgoing import Alert
from bot.health import Checked
from bot.services.desk.alerts import raise_alert
from bot.signs import Restarts
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch

UP, DOWN = (Checked("rasa", works=True),), (Checked("rasa", works=False, why="a turn does not go through"),)


class Parts:
    """How the parts are, as the test wants it."""

    def __init__(self) -> None:
        self.now = UP

    def __call__(self) -> tuple[Checked, ...]:
        return self.now


@pytest.fixture
def parts() -> Parts:
    """All is well at first."""
    return Parts()


@pytest.fixture
def pass_time(bot: Bot, cast: Cast, watch: Watch, parts: Parts, tmp_path: Path) -> Callable[[int], None]:
    """Let minutes pass, with a look every fifteen seconds as the scheduler has it."""
    alarms = Alarms(parts, tmp_path)

    def passed(minutes: int) -> None:
        for _ in range(4 * minutes):
            alarms.sound(bot)
            watch.advance(seconds=15)

    return passed


def told(bot: Bot) -> list[tuple[int, str, int]]:
    """(shop, cause, count) of every alert."""
    return [(alert.merchant_id, alert.cause, alert.count) for alert in rows(bot, Alert)]


def test_it_tells_every_shop_of_what_stays_down_and_takes_it_back(
    bot: Bot, cast: Cast, parts: Parts, pass_time: Callable[[int], None]
) -> None:
    parts.now = DOWN
    pass_time(3)
    assert told(bot) == []
    pass_time(1)
    assert told(bot) == [(cast.shop, "part:rasa", 1), (cast.other_shop, "part:rasa", 1)]
    assert rows(bot, Alert)[0].text == "rasa does not work: a turn does not go through (since 21 Nov 06:30 UTC)"
    pass_time(59)
    assert [count for _, _, count in told(bot)] == [1, 1]
    pass_time(2)
    assert [count for _, _, count in told(bot)] == [2, 2]
    parts.now = UP
    pass_time(1)
    assert told(bot) == []


def test_it_keeps_still_about_what_mends_itself(
    bot: Bot, cast: Cast, parts: Parts, pass_time: Callable[[int], None]
) -> None:
    for _ in range(5):
        parts.now = DOWN
        pass_time(2)
        parts.now = UP
        pass_time(1)
    assert told(bot) == []


def test_it_takes_back_what_was_told_before_it_was_begun_again(bot: Bot, cast: Cast, tmp_path: Path) -> None:
    with bot.database.writing.begin() as db:
        raise_alert(db, cast.shop, "part:rasa", "down", bot.now())
        raise_alert(db, cast.shop, "twilio:63016", "not ours", bot.now())
    Alarms(lambda: UP, tmp_path).sound(bot)
    assert told(bot) == [(cast.shop, "twilio:63016", 1)]


def test_it_tells_of_a_process_that_is_begun_again_and_again(bot: Bot, cast: Cast, tmp_path: Path) -> None:
    restarts, now = Restarts(tmp_path), time.time()
    alarms = Alarms(lambda: UP, tmp_path)
    for number in range(LOOP):
        alarms.sound(bot)
        assert told(bot) == []
        restarts.note("rasa", now - 600 + number)
    alarms.sound(bot)
    assert {cause for _, cause, _ in told(bot)} == {"restarts:rasa"}


def test_a_host_takes_back_what_it_said_itself_and_not_what_another_says(
    bot: Bot, cast: Cast, watch: Watch, tmp_path: Path
) -> None:
    ill, well = Alarms(lambda: DOWN, tmp_path / "one", "one"), Alarms(lambda: UP, tmp_path / "two", "two")
    for _ in range(20):
        ill.sound(bot)
        well.sound(bot)
        watch.advance(seconds=15)
    assert {cause for _, cause, _ in told(bot)} == {"part:rasa@one"}
    assert "on one" in rows(bot, Alert)[0].text
    Alarms(lambda: UP, tmp_path / "one", "one").sound(bot)  # it was started again
    assert told(bot) == []


def test_what_a_host_said_that_is_gone_is_taken_back_by_another(
    bot: Bot, cast: Cast, watch: Watch, tmp_path: Path
) -> None:
    gone = Alarms(lambda: DOWN, tmp_path / "one", "one")
    for _ in range(20):
        gone.sound(bot)
        watch.advance(seconds=15)
    well = Alarms(lambda: UP, tmp_path / "two", "two")
    well.sound(bot)
    assert told(bot)
    watch.advance(hours=4)
    well.sound(bot)
    assert told(bot) == []
