"""`dastak rules` as a merchant types it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.commands.rules import PUSH

Typed = Callable[..., Result]


@pytest.fixture
def typed(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types `dastak rules …` in a shop that has just been opened."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    shutil.copy(migrated_sqlite, tmp_path / "dastak.db")

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    run("shop", "open", "my-shop", "--name", "My Shop", "--site", "https://my.example/")
    return lambda *words: run("rules", *words)


def test_it_writes_times_as_it_reads_them(typed: Typed) -> None:
    done = typed("set", "cart_2", "--after", "30h")
    assert done.output.split()[-2:] == ["after", "30h"]


def test_what_is_switched_on_has_to_be_approved(typed: Typed) -> None:
    assert PUSH in typed("set", "in_transit", "--on").output
    assert PUSH not in typed("set", "in_transit", "--off").output


@pytest.mark.parametrize("given", ["set", "dry-run"])
def test_it_names_the_rule_there_is_not(typed: Typed, given: str) -> None:
    done = typed(given, "reviw")
    assert done.exit_code == 1
    assert "there is no rule reviw: placed, cod_ask" in done.output


def test_a_dry_run_without_anything_says_so(typed: Typed) -> None:
    assert "Nothing was due in the last 3 days." in typed("dry-run", "birthday", "--days", "3").output


def test_what_is_switched_off_is_found_in_stored_words(typed: Typed, tmp_path: Path) -> None:
    own = tmp_path / "en.toml"
    own.write_text('[restock]\nquestion = "Back?"\nanswer = "We write to you when it is back."\n', encoding="utf-8")
    typed("set", "back_in_stock", "--on")
    assert "stored" in CliRunner().invoke(main, ["answers", "load", str(own)]).output
    assert "restock (en)" in typed("set", "back_in_stock", "--off").output
    assert "restock (en)" not in typed("set", "back_in_stock", "--on").output
