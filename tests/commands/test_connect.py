"""The commands as somebody types them: what they print, what they store, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from bot import tasks
from bot.bootstrap import Bot
from bot.commands.api_key import api_key
from bot.commands.connect import connect
from bot.commands.imports import import_orders
from bot.commands.products import products
from bot.commands.pulls import pulls
from bot.commands.unconfirmed import unconfirmed
from bot.db.connections import ApiKey, Connection, Pull, RawEvent
from bot.db.orders import Order, Parcel
from bot.services.connections import accounts
from bot.services.shop import api_keys
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import ACCOUNT, PUBLIC_URL, TOKEN

Run = Callable[..., Result]
HEADER = "order_number,placed_at,name,phone,items,total,payment,city,tracking_number,milestone"
ROWS = "1042,2026-11-01,Asha Patel,98000 00001,Kurta,499,cod,Surat,SF1,shipped\n7,2026-11-02,,,Cap,99,cod,Pune,,\n"
SHEET = f"{HEADER}\n{ROWS}"


@pytest.fixture
def run(bot: Bot, cast: Cast, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the settings of the test's bot."""
    settings = {
        "DATABASE_URL": database_url,
        "VAR_DIR": str(tmp_path / "var"),
        "PUBLIC_URL": PUBLIC_URL,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_WHATSAPP_FROM": "+917900000000",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    def command(which: click.Command, args: Sequence[str], typed: str | None = None, code: int = 0) -> Result:
        result = CliRunner().invoke(which, [*args], input=typed, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return command


def test_it_imports_a_sheet_once(bot: Bot, cast: Cast, run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "orders.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    dry = run(import_orders, [str(sheet), "--shop", "rangoli", "--dry-run"]).output
    assert "2 orders can be imported" in dry
    assert not rows(bot, RawEvent)
    assert "3 of 3 events are new" in run(import_orders, [str(sheet), "--shop", "rangoli"]).output
    assert "0 of 3 events are new" in run(import_orders, [str(sheet), "--shop", "rangoli"]).output
    for event in rows(bot, RawEvent):
        tasks.apply_event(bot, event.id)
    assert {event.came_by for event in rows(bot, RawEvent)} == {"import"}
    assert [(one.number, one.merchant_id) for one in rows(bot, Order)] == [("1042", cast.shop), ("7", cast.shop)]
    assert rows(bot, Order)[0].customer_id == cast.asha
    assert [one.tracking_number for one in rows(bot, Parcel)] == ["SF1"]


def test_it_stores_nothing_of_a_sheet_with_an_error(bot: Bot, run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "orders.csv"
    bad = "".join(f"{number},2026-11-02,,,Cap,x,cod,,,\n" for number in range(60))
    sheet.write_text(SHEET + bad, encoding="utf-8")
    result = run(import_orders, [str(sheet), "--shop", "rangoli"], code=1)
    assert "row 4, total: is no amount" in result.output
    assert "60 problems, the first 50 are shown. Nothing was stored." in result.output
    assert not rows(bot, RawEvent)


def test_it_shows_a_key_once(bot: Bot, cast: Cast, run: Run) -> None:
    key = run(
        api_key, ["create", "--name", "warehouse", "--scope", "events.write", "--shop", "rangoli"]
    ).output.splitlines()[1]
    with bot.database.reading.begin() as db:
        found = api_keys.find(db, key)
    assert found is not None
    assert found.merchant_id == cast.shop
    listed = run(api_key, ["list", "--shop", "rangoli"]).output
    assert key not in listed
    assert "warehouse" in listed
    run(api_key, ["revoke", str(found.id), "--shop", "other"], code=1)
    run(api_key, ["revoke", str(found.id), "--shop", "rangoli"])
    assert rows(bot, ApiKey)[0].revoked_at is not None


def test_it_asks_for_a_secret_without_showing_it(bot: Bot, cast: Cast, run: Run, tmp_path: Path) -> None:
    asked = run(connect, ["aftership", "--shop", "rangoli"], typed="as-secret\n").output
    assert "as-secret" not in asked
    assert f"{PUBLIC_URL}/hooks/aftership/" in asked
    file = tmp_path / "new"
    file.write_text("as-new\n")
    run(connect, ["rotate", "aftership", "--secret-file", str(file), "--shop", "rangoli"])
    [stored] = rows(bot, Connection)
    assert accounts.read_signing_secrets(bot.vault, stored) == ("as-new", "as-secret")


def test_it_lists_and_removes(bot: Bot, cast: Cast, run: Run) -> None:
    run(connect, ["aftership", "--secret", "s", "--shop", "rangoli"])
    run(connect, ["own", "--shop", "rangoli"])
    listed = run(connect, ["list", "--shop", "rangoli"]).output
    assert [line.split()[0] for line in listed.splitlines()] == ["aftership", "own"]
    assert not run(connect, ["list", "--shop", "other"]).output
    run(connect, ["remove", "aftership", "--shop", "other"], code=1)
    run(connect, ["remove", "aftership", "--shop", "rangoli"])
    assert rows(bot, Connection)[0].state == "disconnected"


def test_it_shows_what_is_complete_and_what_waits(bot: Bot, cast: Cast, run: Run) -> None:
    assert "Nothing is asked" in run(pulls, ["--shop", "rangoli"]).output
    run(connect, ["aftership", "--secret", "s", "--shop", "rangoli"])
    assert "messages  twilio" in run(pulls, ["--shop", "rangoli"]).output
    with bot.database.writing.begin() as db:
        db.execute(update(Pull).values(complete_until=datetime(2026, 11, 20, 20, 2, tzinfo=UTC)))
    assert "complete up to 21 Nov 01:32" in run(pulls, ["--shop", "rangoli"]).output  # by the shop's clock
    assert "No shop system" in run(products, ["pull", "--shop", "rangoli"]).output
    assert "0 not confirmed" in run(unconfirmed, ["--shop", "rangoli"]).output


def test_it_asks_which_shop(run: Run) -> None:
    assert "other, rangoli" in run(unconfirmed, [], code=1).output
