"""A process of the table by itself: what it listens on, and how units and containers see that it lives."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import signs
from bot.commands.process import process
from bot.config import Settings
from bot.running import ROOT, one
from tests.servers import free_ports


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PORT", str(free_ports()))
    return Settings.from_env()


def _alive(name: str) -> int:
    return CliRunner().invoke(process, [name, "--alive"]).exit_code


def test_one_that_beats_lives_for_as_long_as_it_does(settings: Settings) -> None:
    assert _alive("worker") == 1
    beat = settings.run_dir / "worker.beat"
    beat.parent.mkdir(parents=True)
    beat.touch()
    assert _alive("worker") == 0
    os.utime(beat, (time.time() - 40,) * 2)
    assert _alive("worker") == 1
    assert "choose from actions, web" in CliRunner().invoke(process, ["nobody"]).output


def test_it_listens_where_a_container_is_asked(settings: Settings) -> None:
    for name in ("web", "live", "actions"):
        command = one.find(settings, name, Path(), "0.0.0.0").command
        assert command[-4:-1] == ("--host", "0.0.0.0", "--port")
        assert "--host" not in one.find(settings, name, Path()).command


def test_one_that_listens_lives_when_it_answers(settings: Settings) -> None:
    assert _alive("live") == 1
    words = [sys.executable, "-m", "bot.cli", "process", "live", "--host", "127.0.0.1"]
    environment = {**os.environ, "REDIS_URL": "redis://127.0.0.1:1/0", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL) as began:
        try:
            end = time.monotonic() + 60
            while _alive("live") and time.monotonic() < end:
                time.sleep(0.2)
            assert _alive("live") == 0
        finally:
            began.terminate()


def test_a_systemd_that_asks_hears_the_beats(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        signs.start_beating(settings.run_dir, "worker")
        assert systemd.recv(100) == b"WATCHDOG=1"
