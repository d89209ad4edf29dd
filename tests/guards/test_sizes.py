"""Rooms stay small: the budgets for modules, functions and templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bot", "actions", "lexicon", "bench", "bin")
MODULE, FUNCTION, TEST_FILE = 250, 40, 150


def _modules() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (ROOT / folder).rglob("*.py")
    yield from (ROOT / "rasa_addons").glob("*.py")
    yield ROOT / "webhook_server.py"


@pytest.mark.parametrize("path", sorted(_modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_it_keeps_modules_and_functions_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= MODULE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= FUNCTION, node.name


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: path.name)
def test_it_keeps_test_files_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= TEST_FILE


def test_it_has_no_drawers_for_odds_and_ends() -> None:
    banned = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert not [path for path in _modules() if path.stem in banned]
