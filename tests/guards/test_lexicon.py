"""The lexicon serves two environments: it needs nothing but Python, and hides nobody's library."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_it_imports_the_standard_library_alone() -> None:
    imported = set()
    for path in (ROOT / "lexicon").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").partition(".")[0])
    assert imported - {"lexicon"} <= sys.stdlib_module_names


def test_it_hides_no_library() -> None:
    ours = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name.isidentifier()}
    assert not ours & (packages_distributions().keys() - {"bot", "actions", "lexicon"})
    assert not ours & sys.stdlib_module_names
