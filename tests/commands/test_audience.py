"""`dastak audience` as a marketer types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.bootstrap import Bot
from bot.cli import main
from bot.db.lists import AudienceFile
from tests.cast import SHOP_WHATSAPP, Cast
from tests.driver import rows

SLUG = ("--shop", "rangoli")


def test_a_file_is_looked_at_and_accepted(
    bot: Bot, cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", bot.settings.database_url)
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", bot.settings.twilio_account_sid)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "secret")
    monkeypatch.setenv("TWILIO_WHATSAPP_FROM", SHOP_WHATSAPP)
    monkeypatch.setenv("PUBLIC_URL", "https://shop.example")
    monkeypatch.setenv("VAR_DIR", str(bot.settings.var_dir))
    sheet = tmp_path / "people.csv"

    def typed(text: str | bytes, *words: str) -> str:
        sheet.write_bytes(text.encode() if isinstance(text, str) else text)
        return CliRunner().invoke(main, ["audience", "import", str(sheet), *words, *SLUG]).output

    good = "phone,name\n9700000001,Neha\n"
    assert "People of a bought list never agreed" in typed(good, "--consent", "bought")
    assert "is still to come" in typed(good, "--consent", "paper", "--on", "2999-01-01")
    assert "There is no column of phone numbers. Name it phone" in typed("name\nNeha\n", "--consent", "paper")
    odd = typed(good + "abc,Ravi\n", "--consent", "paper")
    assert "row 3: The phone number has letters in it. Write digits" in odd
    assert "2 rows: 1 can be used, 1 cannot." in odd
    assert "or accept the rest by --accept-rest. Nothing was stored." in odd
    assert rows(bot, AudienceFile) == []
    told = typed(good + "abc,Ravi\n", "--consent", "paper", "--accept-rest")
    assert "1 people, 1 of them new; 0 have said no" in told
    assert "this very file came at" in typed(good + "abc,Ravi\n", "--consent", "paper")
    latin = typed("phone,name\n9700000002,Inès\n".encode("windows-1252"), "--consent", "checkout")
    assert "it was read as windows-1252" in latin
    listed = CliRunner().invoke(main, ["audience", "list", *SLUG]).output
    assert "accepted" in listed
    assert "people.csv" in listed
