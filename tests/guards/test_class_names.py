"""A class name means one thing: whoever searches for it finds one definition."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "bot/**/*.py",
    "actions/**/*.py",
    "lexicon/**/*.py",
    "rasa_addons/*.py",
)  # test classes may be named after what they test


def test_it_defines_each_class_name_once() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name, place in _classes():
        places[name].append(place)
    assert len(places) > 300
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def _classes() -> Iterator[tuple[str, str]]:
    for path in (path for package in PACKAGES for path in sorted(ROOT.glob(package))):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ClassDef):
                yield node.name, f"{path.relative_to(ROOT)}:{node.lineno}"
