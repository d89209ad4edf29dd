"""Each file of the folder that CASES names, played over HTTP: what is right then.

Skipped where CASES names no folder; the project's own cases of the same kinds stand beside this file.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cases.handed import RIGHT
from tests.cases.script import Played
from tests.cases.shop import Shop

FOLDER = os.environ.get("CASES", "")
FILES = sorted(Path(FOLDER).glob("[0-9][0-9]-*.json")) if FOLDER else []
pytestmark = [
    pytest.mark.dialogue,
    pytest.mark.timeout(400),
    pytest.mark.skipif(not FOLDER, reason="CASES names no folder of cases"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_does_what_is_right(shop: Shop, path: Path, tmp_path: Path) -> None:
    case = Played(shop, tmp_path, shop.new_number())
    case.play(path)
    RIGHT[path.name[:2]](case)


def test_it_knows_every_kind() -> None:
    assert {path.name[:2] for path in FILES} == set(RIGHT)
