"""`dastak sentences` as a merchant types it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, ["sentences", *words])


def test_a_sentence_is_found_tried_and_said_in_ones_own_words(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    shutil.copy(migrated_sqlite, tmp_path / "dastak.db")
    CliRunner().invoke(main, ["shop", "open", "my-shop", "--name", "My Shop"])
    assert "goodbye.reply" in typed("list", "--locale", "gu", "--find", "goodbye").output
    assert "leaves out {shop}" in typed("try", "goodbye.reply", "en", "See you!").stderr
    assert typed("try", "goodbye.reply", "en", "See you, {shop}!").stdout == "See you, My Shop!\n"
    assert "leaves out" in typed("set", "goodbye.reply", "en", "See you!").output
    assert "in your words" in typed("set", "goodbye.reply", "en", "See you!", "--leave-out", "shop").output
    assert typed("list", "--own").output == "* goodbye.reply                See you!\n"
    assert "yours: See you!" in typed("show", "goodbye.reply").output
    assert "in our words" in typed("set", "goodbye.reply", "en", "").output
    assert typed("show", "bye").exit_code == 1
