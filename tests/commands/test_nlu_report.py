"""`dastak nlu-report` ends as the report ended, so that `make` and CI can fail over the aims."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.commands import nlu_report


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose Rasa environment is this Python, and whose report is still to be written."""
    python = tmp_path / "rasa_addons" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (tmp_path / "rasa_addons" / "__init__.py").touch()
    monkeypatch.setattr(nlu_report, "ROOT", tmp_path)
    return tmp_path


def exit_code(repository: Path, report: str) -> int:
    (repository / "rasa_addons" / "nlu_report.py").write_text(report)
    return CliRunner().invoke(main, ["nlu-report"]).exit_code


@pytest.mark.parametrize(
    ("report", "status"),
    [
        ("print('Every locale reaches the aims.')", 0),
        ("import sys; print('Below 0.9 in scope in some locale.'); sys.exit(1)", 1),
        ("import nothing_of_this_name", 1),
        ("import sys; sys.exit(7)", 7),
    ],
    ids=["reaches the aims", "misses them", "cannot be imported", "ends otherwise"],
)
def test_it_ends_as_the_report_ends(repository: Path, report: str, status: int) -> None:
    assert exit_code(repository, report) == status


def test_it_fails_when_the_report_is_killed(repository: Path) -> None:
    assert exit_code(repository, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)") != 0


def test_it_fails_where_rasas_environment_is_missing(repository: Path) -> None:
    (repository / "rasa_addons" / ".venv" / "bin" / "python").unlink()
    result = CliRunner().invoke(main, ["nlu-report"])
    assert result.exit_code == 1
    assert "make setup" in result.output
