"""The sizes of a checkout are those of its code: no test, no environment, no file of a docstring alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import sizes

TYPED = 'def knock() -> str:\n    return "dastak"\n'
UNTYPED = "def listen():\n    pass\n\n\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    files = {
        "bot/__init__.py": '"""What lives here."""\n',
        "bot/empty.py": "",
        "bot/door.py": TYPED,
        "bot/long.py": UNTYPED + "x = 1\n" * 146,
        "bot/services/longer.py": "x = 1\n" * 220,
        "rasa_addons/.venv/lib/theirs.py": TYPED,
        "rasa_addons/tests/test_ours.py": TYPED,
        "tests/test_door.py": TYPED,
        "webhook_server.py": "app = 1\n",
    }
    for name, source in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return tmp_path


def test_it_prints_a_row_for_each_folder_and_one_for_all(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes.main(checkout)
    bot, alone, together = (line.split() for line in capsys.readouterr().out.splitlines()[1:4])
    assert bot == ["bot", "3", "372", "150", "124", "33%", "67%", "2", "2", "2", "2", "50.0%", "bot", "(2)"]
    assert alone == ["webhook_server.py", "1", "1", "1", "1", "100%", "100%", "0", "-", "-", "-", "-", ".", "(1)"]
    assert together[:7] == ["all", "4", "373", "76", "93", "50%", "75%"]


def test_it_counts_what_holds_a_docstring_alone_apart(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sizes.main(checkout)
    assert "2 more files hold a docstring alone." in capsys.readouterr().out
