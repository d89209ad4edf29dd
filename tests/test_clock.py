"""The one clock: the machine's for real shops, a stored one that every process reads in a simulated system."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.dialogue import visit
from bot.bootstrap import build
from bot.clock import MovableClock, Moving, StoredClock, read_clock, tell_utc
from bot.config import Settings
from bot.simulator.world.world import World

NOON = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
REAL = {
    "TWILIO_ACCOUNT_SID": "AC" + "a" * 32,
    "TWILIO_AUTH_TOKEN": "t",
    "TWILIO_WHATSAPP_FROM": "+14155238886",
    "PUBLIC_URL": "https://shop.example.com",
}
TELL = "from bot.config import Settings; from bot.clock import read_clock; print(read_clock(Settings.from_env())())"


def stored(folder: Path) -> StoredClock:
    """The clock of this folder, where the machine's stands still at noon."""
    return StoredClock(folder / "var" / "demo_clock", lambda: NOON)


def test_it_tells_the_machines_time_until_it_is_moved(tmp_path: Path) -> None:
    assert stored(tmp_path)() == NOON


def test_it_goes_forward_for_everybody_and_never_back(tmp_path: Path) -> None:
    stored(tmp_path).move_to(NOON + timedelta(days=1, hours=4))
    stored(tmp_path).move_to(NOON + timedelta(days=1))
    assert stored(tmp_path)() == NOON + timedelta(days=1, hours=4)
    stored(tmp_path).begin_again()
    assert stored(tmp_path)() == NOON


def test_one_moves_it_at_a_time(tmp_path: Path) -> None:
    with stored(tmp_path).hold(), pytest.raises(Moving), stored(tmp_path).hold():
        pass
    with stored(tmp_path).hold():
        assert stored(tmp_path)() == NOON


def test_web_worker_actions_scheduler_and_simulator_read_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    settings = Settings.from_env()
    visit.clock.cache_clear()
    bot = build(settings)
    StoredClock(settings.demo_clock).move_to(tell_utc() + timedelta(days=3))
    assert isinstance(bot.now, MovableClock)
    told = [bot.now(), visit.clock()(), datetime.fromtimestamp(World.open(settings).now(), UTC)]
    another_process = subprocess.run([sys.executable, "-c", TELL], capture_output=True, text=True, check=True)
    told.append(datetime.fromisoformat(another_process.stdout.strip()))
    visit.clock.cache_clear()
    assert {round((one - tell_utc()) / timedelta(days=1), 2) for one in told} == {3.0}


def test_a_real_shops_time_is_the_machines_whatever_a_demo_has_left(tmp_path: Path) -> None:
    settings = Settings.from_env({**REAL, "VAR_DIR": str(tmp_path)})
    StoredClock(settings.demo_clock).move_to(tell_utc() + timedelta(days=3))
    clock = build(settings).now
    assert read_clock(settings) is clock is tell_utc
    assert not isinstance(clock, MovableClock)
