"""`dastak demo tick`: what it prints, and when it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.demo import demo
from bot.config import Settings
from bot.demo import passing
from bot.demo.seed import seed


@pytest.fixture
def environ(database_url: str, tmp_path: Path) -> dict[str, str]:
    """A simulated system whose Redis is away and which no worker works for."""
    return {"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path), "REDIS_URL": "redis://127.0.0.1:1/0"}


def run(environ: dict[str, str]) -> tuple[int, str]:
    """The command; its exit code and what it said."""
    done = CliRunner().invoke(demo, ["tick"], env=environ)
    return done.exit_code, done.output


def test_it_says_what_happens_and_that_no_worker_is_there(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "PATIENCE", 0.1)
    seed(Settings.from_env(environ))
    code, said = run(environ)
    assert code == 1
    assert "Day 1\n  Order 1042: delivered\n" in said
    assert "make run" in said
    assert "+9198" not in said
    code, said = run(environ)
    assert (code, "the day before is not over yet" in said) == (1, True)


def test_it_refuses_without_the_demo_shop(environ: dict[str, str]) -> None:
    code, said = run(environ)
    assert (code, "dastak seed" in said) == (1, True)


def test_it_writes_to_nobodys_real_phone(environ: dict[str, str]) -> None:
    real = {"TWILIO_ACCOUNT_SID": "AC" + "a" * 32, "TWILIO_AUTH_TOKEN": "t", "PUBLIC_URL": "https://shop.example.com"}
    code, said = run(environ | real | {"TWILIO_WHATSAPP_FROM": "+14155238886"})
    assert (code, "simulated system only" in said) == (1, True)


def test_it_names_a_bad_setting(environ: dict[str, str]) -> None:
    code, said = run(environ | {"PORT": "none"})
    assert (code, "PORT" in said) == (2, True)
