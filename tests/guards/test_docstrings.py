"""A docstring stands alone: its first words say what is returned or done, not that it is like the one above."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from bot.running import ROOT

FOLDERS = ("bot", "actions", "lexicon", "bench", "bin", "rasa_addons")
LEANING = re.compile(
    r"(The same|Ours?|Theirs?|Its?|They|Those|These|Nobody|Somebody|No more|Nothing more|One of ours)\b"
    r"|.*\b(gives|Gives|and give)\b"  # what a function does with a value is that it returns it
)
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


@pytest.mark.parametrize("told", ["The same for carts.", "Its name.", "Those that wait.", "Store it and give its id."])
def test_it_hears_what_leans(told: str) -> None:
    assert LEANING.match(told)


@pytest.mark.parametrize("told", ["Store it; returns its id.", "The orders of a customer.", "Itself a value."])
def test_it_lets_pass_what_stands_alone(told: str) -> None:
    assert not LEANING.match(told)
