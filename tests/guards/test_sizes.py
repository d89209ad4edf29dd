"""Rooms stay small: the budgets for modules, functions and test files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.sizes import SMALL, Module, modules

ROOT = Path(__file__).resolve().parents[2]
MODULES = modules(ROOT)
MODULE, FUNCTION, TEST_FILE = 250, 40, 150


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.path))
def test_it_keeps_modules_and_functions_small(module: Module) -> None:
    assert module.lines <= MODULE, f"most have at most {SMALL}: where does a subject of its own begin in it?"
    assert [name for name, lines in module.functions if lines > FUNCTION] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("test_*.py")), ids=lambda path: path.name)
def test_it_keeps_test_files_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= TEST_FILE


def test_it_has_no_drawers_for_odds_and_ends() -> None:
    banned = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert not [module.path for module in MODULES if module.path.stem in banned]
