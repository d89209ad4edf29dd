"""Whoever writes in one file of the browser's rounds writes in no other: all of them share one running system."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from bot.running import ROOT

STRANGERS = re.compile(r'"(\+91(?!98000000)\d{10})"')  # the demo's customers are everybody's


def test_a_number_belongs_to_one_file() -> None:
    files: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(Path(ROOT, "tests", "e2e").glob("*.py")):
        for number in STRANGERS.findall(path.read_text()):
            files[number].add(path.name)
    assert len(files) > 10
    assert {number: names for number, names in files.items() if len(names) > 1} == {}
