"""A docstring stands alone: its first words say what is returned or done, not that it is like the one above."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from bot.running import ROOT

FOLDERS = ("bot", "actions", "lexicon", "bench", "bin", "rasa_addons")
LEANING = re.compile(r"(The same|Ours|Theirs|One of ours)\b")
NAMED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _leaning() -> Iterator[str]:
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            if ".venv" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                told = ast.get_docstring(node) if isinstance(node, NAMED) else None
                if told and LEANING.match(told):
                    yield f"{path.relative_to(ROOT)}: {told.splitlines()[0]}"


def test_every_docstring_stands_alone() -> None:
    assert list(_leaning()) == []
