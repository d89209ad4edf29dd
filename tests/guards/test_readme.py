"""What the README has people type needs nothing but what it says one needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.running import ROOT

PAGES = ("README.md", *(str(page.relative_to(ROOT)) for page in sorted((ROOT / "docs").glob("*.md"))))
_FENCED = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _commands(page: str) -> list[str]:
    """The first word of each command on a page, without the variables before it."""
    lines = [
        line for block in _FENCED.findall((ROOT / page).read_text(encoding="utf-8")) for line in block.splitlines()
    ]
    words = [[word for word in line.split() if not re.match(r"[A-Z_]+=", word)] for line in lines]
    return [first[0] for first in words if first and not first[0].startswith("#")]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_has_anybody_type_uv(page: str) -> None:
    assert not re.search(r"^\s*(\$ )?uvx? ", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_readme_types_make_and_what_make_has_installed() -> None:
    typed = _commands("README.md")
    assert len(typed) >= 10
    assert {Path(word).parts[0] for word in typed} <= {"make", "export", ".venv"}
