"""A new migration has the next number and holds what the mapping has and the migrations before it have not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.config import Config

from bot.db import new_migration as new
from bot.db.migrate import alembic_config
from bot.db.versions import MIGRATIONS


@pytest.fixture
def config(tmp_path: Path) -> Config:
    shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    config = alembic_config(f"sqlite:///{tmp_path / 'head.db'}")
    config.set_main_option("script_location", str(tmp_path / "migrations"))
    return config


def versions(config: Config) -> list[Path]:
    return sorted((Path(config.get_main_option("script_location") or "") / "versions").glob("*.py"))


def test_it_holds_what_the_mapping_has_more(config: Config) -> None:
    last = versions(config)[-1]
    last.unlink()
    written = new.write("saved_replies", config)
    assert written.name == f"{last.name[:4]}_saved_replies.py"
    source = written.read_text()
    assert source.startswith('"""Saved replies."""')
    assert f'revision = "{last.name[:4]}"'.replace('"', "'") in source
    assert "op." in source


def test_it_holds_nothing_where_nothing_is_missing(config: Config) -> None:
    count = len(versions(config))
    written = new.write("prices_in_paise", config)
    assert written.name == f"{count + 1:04d}_prices_in_paise.py"
    assert "op." not in written.read_text()


@pytest.mark.parametrize("arguments", [[], [""], ["Saved Replies"], ["../x"], ["a", "b"], ["a" * 41]])
def test_it_says_what_a_name_looks_like(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert new.main(arguments) == 2
    assert "NAME=saved_replies" in capsys.readouterr().err
