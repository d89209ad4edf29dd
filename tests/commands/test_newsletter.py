"""`dastak newsletter` as a marketer types it, at the demo shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.db.engine import open_engine, sessions
from bot.demo.seed import seed_shop
from tests.engines import file_as_new

Typed = Callable[..., Result]


@pytest.fixture
def typed(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types `dastak newsletter …` at the demo shop."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    with file_as_new(migrated_sqlite, tmp_path / "dastak.db") as url:
        engine = open_engine(url)
        with sessions(engine).writing.begin() as db:
            seed_shop(db, datetime.now(UTC), "+917900000000", None)
        engine.dispose()
    return lambda *words: CliRunner().invoke(main, ["newsletter", *words])


def test_one_is_added_shown_renamed_closed_and_opened(typed: Typed) -> None:
    assert "There is none" in typed("list").output
    added = typed("add", "New sarees", "--in", "gu=નવી સાડીઓ")
    assert (added.exit_code, "dastak newsletter link 1" in added.output) == (0, True), added.output
    assert "0 people  no issue yet" in typed("list").output
    link = typed("link", "new SAREES").output
    assert "મને “નવી સાડીઓ” ન્યૂઝલેટર મોકલજો\n         https://wa.me/917900000000?text=" in link
    assert typed("subscribers", "1").output == "     0  in all\n"
    assert typed("rename", "1", "Fresh sarees", "--in", "hi=साड़ियाँ").exit_code == 0
    assert "साड़ियाँ" in typed("link", "Fresh sarees").output
    assert "સાડીઓ" in typed("link", "Fresh sarees").output
    assert typed("close", "1").output == "closed\n"
    assert "closed" in typed("list").output
    assert typed("reopen", "1").exit_code == 0
    assert "closed" not in typed("list").output


@pytest.mark.parametrize(
    "words", [("add", "x" * 21), ("add", "a\nb"), ("add", "x", "--in", "xx=y"), ("close", "Nobody"), ("link", "9" * 30)]
)
def test_what_is_wrong_is_said(typed: Typed, words: tuple[str, ...]) -> None:
    assert typed(*words).exit_code != 0
    typed("add", "One")
    assert "there is one named ONE" in typed("add", "ONE").output
