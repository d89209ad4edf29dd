"""Rooms stay small: the budgets for modules, functions and test files."""

from __future__ import annotations

from pathlib import Path

from bench.sizes import SMALL, modules

ROOT = Path(__file__).resolve().parents[2]
MODULE, FUNCTION, TEST_FILE = 250, 40, 150


def test_it_keeps_modules_and_functions_small() -> None:
    found = modules(ROOT)
    large = [str(module.path) for module in found if module.lines > MODULE]
    assert not large, f"most have at most {SMALL}: where does a subject of its own begin in them?"
    assert not [f"{module.path}: {name}" for module in found for name, lines in module.functions if lines > FUNCTION]
    banned = {"utils", "util", "helpers", "common", "manager", "misc"}
    assert not [module.path for module in found if module.path.stem in banned], "a drawer for odds and ends"


def test_it_keeps_test_files_small() -> None:
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    assert not [path.name for path in paths if path.read_text(encoding="utf-8").count("\n") > TEST_FILE]
