"""`dastak text` as a marketer types it: a text kept out of a file, its faults told, its codes put in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.db.engine import open_engine, sessions
from bot.demo.seed import seed_shop
from tests.engines import file_as_new

Typed = Callable[..., Result]
BODY = "Save {{amount}} with {{code}} on the new sarees of this month"


@pytest.fixture
def typed(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types `dastak text …` at the demo shop."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    with file_as_new(migrated_sqlite, tmp_path / "dastak.db") as url:
        engine = open_engine(url)
        with sessions(engine).writing.begin() as db:
            seed_shop(db, datetime.now(UTC), None, None)
        engine.dispose()
    return lambda *words: CliRunner().invoke(main, ["text", *words])


def write(folder: Path, **changes: object) -> str:
    """A file with a text."""
    file = folder / "text.json"
    text = {"name": "New", "texts": {"en": {"body": BODY}}, "coupon": {"kind": "each", "amount": 10_000}}
    file.write_text(json.dumps(text | changes), encoding="utf-8")
    return str(file)


def test_a_text_is_kept_listed_and_given_codes(typed: Typed, tmp_path: Path) -> None:
    assert "There is none" in typed("list").output
    added = typed("add", write(tmp_path))
    assert (added.exit_code, "dastak text push" in added.output) == (0, True), added.output
    assert "not_pushed" in typed("list").output
    codes = tmp_path / "codes.txt"
    codes.write_text("AA-1\nAA-2\n\nAA-1\n", encoding="utf-8")
    assert typed("codes", "New", str(codes)).output == "2 new, 2 free, 0 given\n"
    codes.write_text("a b\n", encoding="utf-8")
    assert (typed("codes", "New", str(codes)).exit_code, typed("codes", "Old", str(codes)).exit_code) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"texts": {"en": {"body": "Only 2 left of the sarees, {{code}} helps"}}}, "/texts/en/body"),
        ({"texts": {}}, "/texts"),
        ({"coupon": {"kind": "shared", "amount": 1}}, "/coupon/code"),
        ({"what": 1}, "/what"),
    ],
)
def test_faults_name_their_place(typed: Typed, tmp_path: Path, changes: dict[str, object], says: str) -> None:
    refused = typed("add", write(tmp_path, **changes))
    assert (refused.exit_code, says in refused.output) == (1, True), refused.output
    assert "There is none" in typed("list").output
