"""Teaching at the terminal: what was got wrong, marked, taught, kept, and why."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from bot.bootstrap import Bot
from bot.cli import main
from bot.db.staff import AuditEntry
from tests.api.inbox import add
from tests.api.lessons import FALL, read
from tests.cast import Cast
from tests.driver import rows


@pytest.fixture
def say(bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command for the shop of the cast; returns what it prints."""
    monkeypatch.setenv("DATABASE_URL", bot.settings.database_url)
    monkeypatch.setenv("VAR_DIR", str(bot.settings.var_dir))

    def run(*words: str, fails: bool = False) -> str:
        done = CliRunner().invoke(main, [*words, "--shop", "rangoli"])
        assert bool(done.exit_code) == fails, done.output
        return done.output

    return run


def test_everything_of_the_page_is_there(bot: Bot, cast: Cast, say: Any) -> None:
    talk = add(bot, cast)
    message = read(bot, cast, FALL, "out_of_scope", 0.3, conversation_id=talk)
    assert FALL in say("taught", "wrong")
    assert "30%  out_of_scope" in say("taught", "why", f"in-{message}")
    say("taught", "mark", f"in-{message}", "--aside")
    assert FALL not in say("taught", "wrong")
    say("taught", "mark", f"in-{message}")
    assert "marked" in say("taught", "wrong")
    assert "these words mean" in say("taught", "add", "hello", "--intent", "cancel_order", fails=True).lower()
    say("taught", "add", FALL, "--locale", "gu", "--intent", "ask_product")
    assert "ask_product" in say("taught", "list")
    say("taught", "keep", str(talk), "--name", "first")
    assert "first" in say("taught", "tests")
    for words in (("drop", "1"), ("forget", "1")):
        say("taught", *words)
        say("taught", *words, fails=True)
    assert "the model of the sources" in say("taught", "trainings")
    refused: list[tuple[str, ...]] = [
        ("rollback",),
        ("switch", "1", "--reason", "so"),
        ("training", "1"),
        ("why", "in-999"),
        ("why", "x"),
    ]
    for one in refused:
        say("taught", *one, fails=True)
    assert "Nothing is taught" in say("train", "--with-taught", fails=True)
    assert {entry.action for entry in rows(bot, AuditEntry)} >= {"message.mark", "example.add", "test.keep"}
