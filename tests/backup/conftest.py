"""A backup to be spoilt, and settings to put it back with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Settings
from tests.backup import spoiling


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a place that has nothing yet."""
    return Settings.from_env({"VAR_DIR": str(tmp_path / "var")})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The file of a backup."""
    spoiling.write_whole(tmp_path / "one.zip")
    return tmp_path / "one.zip"
