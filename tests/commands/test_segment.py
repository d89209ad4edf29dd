"""`dastak segment` as a marketer types it, at the demo shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.db.engine import open_engine, sessions
from bot.db.shop import Merchant
from bot.demo.seed import seed_shop
from bot.demo.segments import add_segments
from tests.engines import file_as_new

Typed = Callable[..., Result]


@pytest.fixture
def typed(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types `dastak segment …` at the demo shop."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    now = datetime.now(UTC)
    with file_as_new(migrated_sqlite, tmp_path / "dastak.db") as url:
        engine = open_engine(url)
        with sessions(engine).writing.begin() as db:
            seed_shop(db, now, None, None)
            for _ in range(2):
                add_segments(db, db.get_one(Merchant, 1), now)
        engine.dispose()
    return lambda *words: CliRunner().invoke(main, ["segment", *words])


def test_the_demos_segments_are_listed_counted_and_shown(typed: Typed) -> None:
    listed = typed("list").output.splitlines()
    assert len(listed) == 5
    assert any(line.endswith("In “Loyal”, and bought nothing in the last 30 days") for line in listed)
    counted = {name: typed("count", name).output.strip() for name in ("likes our NEWS", "2", "Loyal, and quiet")}
    assert [*counted.values()] == ["5 people.", "1 person.", "1 person."]
    assert typed("count", "Birthday this week").output == typed("count", "Left a cart").output == "1 person.\n"
    shown = typed("show", "Loyal").output
    assert "Loyal: 5 or more orders.\nVersion 1" in shown
    assert "Used by Loyal, and quiet.\n1 person.\n" in shown
    assert shown.endswith("Farida Shaikh\n")


def test_a_rule_is_counted_and_what_is_wrong_is_said(typed: Typed) -> None:
    gujarat = '{"field": "place.state", "is": "one_of", "value": ["GJ"]}'
    assert typed("count", "--rule", gujarat).output == "2 people.\n"
    for words, said in (
        (("count", "nobody"), "no segment nobody: see `dastak segment list`"),
        (("show", "9" * 30), "no segment"),
        (("count",), "say NAME or --rule"),
        (("count", "--rule", "{"), "the rule is no JSON"),
        (("count", "--rule", '{"all": [{"field": "x"}]}'), "/all/0/field is no field: use one of"),
        (("count", "--rule", '{"segment": 99}'), "is no segment of yours"),
    ):
        done = typed(*words)
        assert done.exit_code != 0
        assert said in done.output


def test_one_is_kept_and_dropped_unless_it_is_used(typed: Typed) -> None:
    added = typed("add", "Twice", '{"field": "orders.count", "is": "at_least", "value": 2}')
    assert (added.exit_code, "Twice" in added.output) == (0, True), added.output
    assert "there is one named TWICE" in typed("add", "TWICE", '{"all": []}').output
    assert "the rule is no JSON" in typed("add", "Other", "{").output
    assert "it is used by" in typed("drop", "Loyal").output
    assert typed("drop", "twice").output == "dropped\n"
    assert "no segment twice" in typed("drop", "twice").output
