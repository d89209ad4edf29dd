"""Answers from the terminal: begun with, sent out as a table and taken in again, undone."""

from __future__ import annotations

from pathlib import Path

from tests.commands.test_shop import Command, dastak

__all__ = ["dastak"]


def test_an_empty_shop_is_given_answers(dastak: Command, tmp_path: Path) -> None:
    dastak("shop", "open", "my-shop", "--name", "My Shop", "--site", "https://my.example")
    assert "There is none" in dastak("answers", "list").output
    assert "needs contact_phone" in dastak("answers", "start", "--dry-run").output
    begun = dastak("answers", "start")
    assert (begun.exit_code, "contact needs contact_phone" in begun.output) == (0, True)
    assert "en, hi, gu, bn, hi-Latn, gu-Latn, bn-Latn" in dastak("answers", "list").output
    table = tmp_path / "answers.csv"
    assert dastak("answers", "export", str(table)).exit_code == 0
    whole = table.read_text(encoding="utf-8")
    assert dastak("answers", "import", str(table)).output.startswith("0 topics are new, 0 are changed.")
    table.write_text("topic,language,question,answer\ncod,en,Cash?,Never\n")
    assert "1 topics can be taken" in dastak("answers", "import", str(table), "--dry-run").output
    changed = dastak("answers", "import", str(table)).output
    assert changed.startswith("0 topics are new, 1 are changed.")
    assert "Never" in dastak("answers", "export").output
    number = changed.rpartition("undo ")[2].partition("`")[0]
    assert "as they were before" in dastak("answers", "undo", number).output
    assert dastak("answers", "export").output.strip() == whole.removeprefix("\ufeff").replace("\r\n", "\n").strip()
    assert "undone" in dastak("answers", "history").output
    table.write_text("topic,language,question,answer\ncod,xx,,Never\n")
    refused = dastak("answers", "import", str(table))
    assert refused.exit_code == 1
    assert "row 2, column language: There is no such language." in refused.output
    assert "row 2, column question: The cell is empty." in refused.output
    assert dastak("answers", "drop", "cod").output == "cod is dropped.\n"
    assert "written" not in dastak("answers", "history", "cod").output
    assert dastak("answers", "asked", "cod").output == ""
