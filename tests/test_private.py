"""What is below VAR_DIR is its owner's alone: what is written, what lay there before, and whoever has no token."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import BadSetting
from bot.private import is_bearer, keep_private, tighten
from bot.running import ROOT
from tests.settings import settings


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def _open_to_others(folder: Path) -> list[str]:
    """What others can open, of what they would reach through open folders."""
    return sorted(str(each.relative_to(folder)) for each in [folder, *folder.rglob("*")] if each.stat().st_mode & 0o077)


def test_it_closes_the_folder_and_whatever_is_written_in_it(tmp_path: Path) -> None:
    var_dir = tmp_path / "deep" / "var"
    keep_private(var_dir)
    (var_dir / "log").mkdir()
    (var_dir / "log" / "web.log").write_text("a line")
    database = sqlite3.connect(var_dir / "dastak.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE words (said TEXT)")
    assert {"dastak.db", "dastak.db-wal", "log"} <= {path.name for path in var_dir.iterdir()}
    assert _open_to_others(var_dir) == []
    database.close()


def test_it_closes_what_an_earlier_version_left_open_and_follows_no_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("somebody else's")
    var_dir = tmp_path / "var"
    for name in ("dastak.db", "media/ab.jpg", "valkey/appendonlydir/x.aof"):
        (var_dir / name).parent.mkdir(parents=True, exist_ok=True)
        (var_dir / name).write_text("words of customers")
    (var_dir / "bin").write_text("a script")
    (var_dir / "bin").chmod(0o755)
    (var_dir / "link").symlink_to(outside)
    (var_dir / "gone").symlink_to(tmp_path / "nowhere")
    assert tighten(var_dir, tmp_path / "nowhere") == []
    (var_dir / "gone").unlink()
    assert _open_to_others(var_dir) == ["link"]
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644
    assert stat.S_IMODE((var_dir / "bin").stat().st_mode) == 0o700


@pytest.mark.parametrize("start", ["webhook_server", "bot.worker"])
def test_a_process_writes_for_its_owner_alone_whoever_starts_it(tmp_path: Path, start: str) -> None:
    ask = f"import {start}, os; print(oct(os.umask(0)))"
    environment = {"VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    tmp_path.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout == b"0o77\n"
    assert _open_to_others(tmp_path) == []


@pytest.mark.parametrize("folder", ["/", "/tmp", "/tmp/.."])
def test_it_refuses_to_close_a_folder_that_is_everybodys(folder: str) -> None:
    with pytest.raises(BadSetting, match="VAR_DIR: must be a folder of its own"):
        settings(Path(folder))


@pytest.mark.parametrize("header", ["Bearer right-token", "bearer  right-token", "BEARER right-token"])
def test_it_knows_a_bearer(header: str) -> None:
    assert is_bearer(header, "right-token")


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "right-token", "Basic right-token", "Bearer wrong", "Bearer right-tokeń", "\udcff"],
)
def test_it_knows_no_other(header: str) -> None:
    assert not is_bearer(header, "right-token")
    assert not is_bearer(header, "")
