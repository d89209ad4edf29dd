"""What the team has ready at the inbox, from the terminal: answers, macros, labels, views, and who is away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_shop import Command, dastak

__all__ = ["dastak"]
RESOLVE = '[{"action": "resolve", "values": {}}]'


@pytest.fixture
def shop(dastak: Command) -> Command:
    """A shop that has just been opened, and its owner."""
    dastak("shop", "open", "my-shop", "--name", "My Shop", "--site", "https://my.example")
    dastak("user", "add", "owner@example.in", "--role", "owner")
    return dastak


def test_answers_are_kept_shown_and_dropped(shop: Command, tmp_path: Path) -> None:
    assert "There is none" in shop("canned", "list").output
    assert shop("canned", "set", "Sorry", "en", "Sorry, {name}", "--shortcut", "sorry").output == "Sorry is kept.\n"
    assert shop("canned", "set", "Sorry", "gu", "માફ કરશો").exit_code == 0
    for wrong in (
        ("x", "en", "{phone}"),
        ("x" * 61, "en", "x"),
        ("x", "en", "x", "--shortcut", "A b"),
        ("x", "en", ""),
    ):
        assert shop("canned", "set", *wrong).exit_code == 1
    assert "/sorry" in shop("canned", "list", "માફ").output
    table = tmp_path / "canned.csv"
    assert shop("canned", "export", str(table)).exit_code == 0
    assert shop("canned", "import", str(table), "--dry-run").output.startswith("0 new, 0 changed, 1 as they were.")
    table.write_text("name,en\nSorry,Sorry!\nHello,Hi\n", encoding="utf-8")
    assert shop("canned", "import", str(table)).output == "1 new, 1 changed, 0 as they were.\n"
    shop("macros", "set", "Bye", "--canned", "Sorry", "--actions", RESOLVE)
    assert "Said by macros: Bye" in shop("canned", "show", "Sorry").output
    assert "send nothing now: Bye" in shop("canned", "drop", "Sorry").output
    assert shop("canned", "drop", "Sorry").exit_code == 1
    assert "canned.delete" in shop("audit").output


def test_macros_labels_and_views_are_kept_and_dropped(shop: Command) -> None:
    assert "There is none" in shop("labels", "list").output
    assert shop("labels", "set", "Damage", "#aa3300", "--goal", "60").exit_code == 0
    assert shop("labels", "set", "damage", "#00aa33", "--name", "Damaged").output == "Damaged is kept.\n"
    assert "#00aa33 60 min" in shop("labels", "list").output
    assert shop("labels", "set", "Late", "red").exit_code == 1
    assert shop("macros", "set", "Nothing").exit_code == 1
    refused = shop("macros", "set", "Wrong", "--actions", '[{"action": "label"}]')
    assert "name no label" in refused.output
    assert "actions" in shop("macros", "set", "Wrong", "--actions", "{").output
    assert shop("macros", "set", "Sort", "--actions", '[{"action": "label", "values": {"add": [1]}}]').exit_code == 0
    assert '"add": [1]' in shop("macros", "list").output
    query = ("views", "set", "Broken", "label:damaged")
    assert shop(*query, "--of", "nobody@example.in").exit_code == 1
    assert shop(*query, "--of", "owner@example.in").output == "Broken is shared.\n"
    assert shop(*query, "--of", "owner@example.in", "--sort", "waiting").exit_code == 0
    assert "waiting" in shop("views", "list").output
    gone = shop("labels", "drop", "DAMAGED").output
    assert "macros still name it: Sort" in gone
    assert "views still name it: Broken" in gone
    assert (shop("views", "drop", "Broken").exit_code, shop("views", "drop", "Broken").exit_code) == (0, 1)
    assert (shop("macros", "drop", "Sort").exit_code, shop("macros", "drop", "Sort").exit_code) == (0, 1)
