"""The table of what was measured before."""

from pathlib import Path

from bench.history import note


def test_what_is_worse_than_before_is_marked(tmp_path: Path) -> None:
    kept = tmp_path / "history.csv"
    assert "was" not in note({"turn, ms": 20.0, "turns/s": 50.0}, kept)[0]
    slower = note({"turn, ms": 25.0, "turns/s": 40.0}, kept)
    assert all("step back" in line for line in slower)
    better = note({"turn, ms": 24.0, "turns/s": 60.0}, kept)
    assert not any("step back" in line for line in better)
    assert len(kept.read_text("utf-8").splitlines()) == 7
