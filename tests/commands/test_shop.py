"""A shop of one's own, opened and set up from the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

Command = Callable[..., Result]


@pytest.fixture
def dastak(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on an empty database."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    shutil.copy(migrated_sqlite, tmp_path / "dastak.db")

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    return run


def test_it_opens_a_shop_and_changes_it(dastak: Command) -> None:
    opened = dastak("shop", "open", "my-shop", "--name", "My Shop", "--site", "https://my.example/")
    assert opened.exit_code == 0, opened.output
    assert dastak("shop", "set", "marketing_until", "19:00").output.strip() == "marketing_until is 19:00"
    shown = dastak("shop", "show").output
    assert "19:00" in shown
    assert "https://my.example\n" in shown


def test_it_keeps_the_prices_of_the_shops_own_contract(dastak: Command) -> None:
    dastak("shop", "open", "my-shop", "--name", "My Shop")
    assert (
        "prices is sms_segment=0.28 whatsapp_service=0"
        in dastak("shop", "set", "prices", "sms_segment=0.28, whatsapp_service=0").output
    )
    assert "sms_segment=0.28" in dastak("shop", "show").output
    assert dastak("shop", "set", "prices", "").output.strip() == "prices is"


def test_a_number_is_one_shops(dastak: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_WHATSAPP_FROM", "+917900000000")
    assert "+91" not in dastak("shop", "open", "first", "--name", "First").output
    opened = dastak("shop", "open", "second", "--name", "Second").output
    assert "those of first" in opened
    assert "whatsapp_from        \n" in dastak("shop", "show", "--shop", "second").output
    refused = dastak("shop", "set", "whatsapp_from", "+917900000000", "--shop", "second")
    assert (refused.exit_code, "of the shop first" in refused.output) == (1, True)
    assert dastak("shop", "set", "whatsapp_from", "+917900000000", "--shop", "first").exit_code == 0


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("marketing_until", "25:00", "marketing_until"),
        ("marketing_until", "7pm", "10:00"),
        ("marketing_per_day", "-1", "whole number"),
        ("colour", "red;}", "#8a1f4b"),
        ("zone", "Mars/Olympus", "Asia/Kolkata"),
        ("site_url", "javascript:alert(1)", "https://"),
        ("whatsapp_from", "98000", "+91"),
        ("prices", "sms=0.28", "sms_segment"),
        ("prices", "sms_segment=-1", "sms_segment"),
        ("prices", "sms_segment=1e9", "sms_segment"),
        ("slug", "x", "there is no such field"),
    ],
)
def test_it_refuses_what_a_shop_cannot_have(dastak: Command, field: str, value: str, remedy: str) -> None:
    dastak("shop", "open", "my-shop", "--name", "My Shop")
    refused = dastak("shop", "set", field, value)
    assert refused.exit_code == 1
    assert remedy in refused.output


def test_it_says_when_there_is_no_shop_or_the_name_is_taken(dastak: Command) -> None:
    assert "there is no shop yet" in dastak("shop", "show").output
    dastak("shop", "open", "my-shop", "--name", "My Shop")
    assert "already" in dastak("shop", "open", "my-shop", "--name", "Mine").output
    assert "a-z" in dastak("shop", "open", "My Shop", "--name", "Mine").output


def test_it_says_how_a_second_shop_lives_beside_the_first(dastak: Command) -> None:
    dastak("shop", "open", "first", "--name", "First")
    beside = dastak("shop", "open", "second", "--name", "Second").output
    assert "those of first: `dastak shop set whatsapp_from +91… --shop second`" in beside
    assert "VAR_DIR" in beside
    assert "name one with --shop: first, second" in dastak("shop", "show").output
    assert "there is no third" in dastak("shop", "show", "--shop", "third").output


def test_it_keeps_the_shops_own_days_and_shows_them(dastak: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_DAYS", "guesses=30")
    dastak("shop", "open", "my-shop", "--name", "My Shop")
    assert dastak("shop", "set", "keep_days", "messages=180, files=30").output.strip() == (
        "keep_days is messages=180, files=30"
    )
    for wrong in ("messages=1", "orders=30", "callbacks=90", "messages 180"):
        refused = dastak("shop", "set", "keep_days", wrong)
        assert refused.exit_code == 1
        assert "write what differs, like messages=180" in refused.output
    shown = [line.split() for line in dastak("privacy", "days").output.splitlines()]
    assert ["messages", "180", "the", "shop"] in shown
    assert ["guesses", "30", "KEEP_DAYS"] in shown
    assert ["events", "365", "default"] in shown
    assert dastak("shop", "set", "keep_days", "").output.strip() == "keep_days is"
