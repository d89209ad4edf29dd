"""The installation from the terminal: operators, shops closed and opened again, the inbox's hours, SMS in India."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_shop import Command, dastak

__all__ = ["dastak"]


@pytest.fixture
def shop(dastak: Command) -> Command:
    """A shop that has just been opened."""
    dastak("shop", "open", "my-shop", "--name", "My Shop", "--site", "https://my.example")
    return dastak


def test_operators_are_added_let_go_and_let_in_again(shop: Command) -> None:
    assert "/console/password#" in shop("operator", "add", "Ops@Example.in", "--name", "Meher").output
    assert shop("operator", "add", "ops@example.in").exit_code == 1
    assert shop("operator", "add", "ops").exit_code == 2
    assert "ops@example.in" in shop("operator", "list").output
    assert shop("operator", "deactivate", "ops@example.in").exit_code == 0
    assert shop("operator", "reset", "ops@example.in").exit_code == 1
    assert shop("operator", "deactivate", "ops@example.in", "--again").exit_code == 0
    assert "/console/password#" in shop("operator", "reset", "ops@example.in").output
    assert shop("operator", "totp-off", "nobody@example.in").exit_code == 1
    assert "ops@example.in" not in shop("user", "list").output  # of no shop
    assert shop("shop", "show").exit_code == 0  # the only shop is still the only one


def test_a_shop_is_closed_by_its_name_and_opened_again(shop: Command) -> None:
    assert shop("shops", "close", "my-shop", "--name", "my shop").exit_code == 1
    assert shop("shops", "close", "my-shop", "--name", "My Shop").exit_code == 0
    assert shop("shops", "close", "my-shop", "--name", "My Shop").exit_code == 1
    assert shop("shops", "list").output.startswith("closed")
    assert shop("shops", "reopen", "my-shop").exit_code == 0
    assert shop("shops", "reopen", "my-shop").exit_code == 1


def test_hours_holidays_and_goals_are_set(shop: Command) -> None:
    assert shop("inbox", "hours", "sun", "10:00-13:00, 14:00-19:00").exit_code == 0
    assert shop("inbox", "hours", "mon", "closed").exit_code == 0
    assert shop("inbox", "holiday", "2026-12-25", "Christmas").exit_code == 0
    assert shop("inbox", "goal", "first", "30").exit_code == 0
    assert shop("inbox", "set", "auto_assign", "yes").exit_code == 0
    for wrong in (("hours", "sun", "25:00-1"), ("holiday", "soon", "x"), ("set", "cap", "0"), ("goal", "first", "-1")):
        assert shop("inbox", *wrong).exit_code in (1, 2)
    shown = shop("inbox", "show").output
    assert "sun                    10:00-13:00, 14:00-19:00\n" in shown
    assert "Christmas" in shown
    assert "Christmas" not in (shop("inbox", "holiday", "2026-12-25", "--drop"), shop("inbox", "show"))[1].output


def test_what_is_registered_for_sms_is_kept_and_taken_along(shop: Command, tmp_path: Path) -> None:
    assert "sms_to_india foreign, entity none" in shop("dlt", "list", "--missing").output
    assert shop("shop", "set", "dlt_entity_id", "12").exit_code == 1
    shop("shop", "set", "dlt_entity_id", "1" * 19)
    shop("shop", "set", "dlt_headers", "MYSHOP-S")
    table = tmp_path / "dlt.csv"
    assert shop("dlt", "export", str(table)).exit_code == 0
    [line] = [one for one in table.read_text(encoding="utf-8").splitlines() if one.startswith("notice.shipped,en,")]
    text = line.partition(",,,,")[2].strip('"')
    given = ["--header", "myshop-s", "--template", "2" * 19, "--kind", "service_implicit", "--text", text]
    assert shop("dlt", "set", "notice.nothing", "en", *given).exit_code == 1
    assert shop("dlt", "import", str(table), "--dry-run").output.startswith("0 new")
    assert shop("dlt", "drop", "notice.shipped", "en").exit_code == 1


def test_what_could_not_be_read_is_listed_and_read_again(shop: Command) -> None:
    assert shop("kept", "list").output == ""
    assert shop("kept", "show", "1").exit_code == 1
    assert shop("kept", "replay").exit_code == 2
    assert shop("kept", "replay", "--all").output == "0 understood, 0 still not\n"
