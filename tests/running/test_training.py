"""The model is trained when its sources changed, and then once."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from bot.running import CannotRun, training
from bot.running.fingerprints import fingerprint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "config.yml").write_text("language: en\n")
    (tmp_path / "domain.yml").write_text("intents: []\n")
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "greet.yml").write_text("nlu: []\n")
    (tmp_path / "rasa_addons").mkdir()
    (tmp_path / "rasa_addons" / "featurizer.py").write_text("SIZE = 1\n")
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "folding.py").write_text("SIZE = 1\n")
    return tmp_path


def stand_in(root: Path, script: str) -> None:
    """A `rasa` that does this instead of training; $4 is the directory, after `train --out`."""
    program = root / "rasa_addons" / ".venv" / "bin" / "rasa"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


TRAINS = "echo trained >> trainings; sleep 0.3; echo model > $3/model.tar.gz"


@pytest.mark.parametrize(
    "source", ["config.yml", "domain.yml", "data/nlu/greet.yml", "rasa_addons/featurizer.py", "lexicon/folding.py"]
)
def test_it_notices_a_change_of(source: str, root: Path) -> None:
    before = fingerprint(root)
    with (root / source).open("a") as file:
        file.write("# changed\n")
    assert fingerprint(root) != before


def test_it_notices_a_new_file_and_a_new_name(root: Path) -> None:
    seen = {fingerprint(root)}
    (root / "data" / "rules.yml").write_text("rules: []\n")
    seen.add(fingerprint(root))
    (root / "data" / "rules.yml").rename(root / "data" / "stories.yml")
    seen.add(fingerprint(root))
    assert len(seen) == 3


def test_it_does_not_mind_caches_environments_and_other_code(root: Path) -> None:
    before = fingerprint(root)
    for path in (
        "rasa_addons/.venv/lib/x.py",
        "rasa_addons/__pycache__/x.py",
        "bot/x.py",
        "data/nlu/.swp",
        "lexicon/hi.ini",
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    assert fingerprint(root) == before


def test_it_trains_once_for_the_same_sources(root: Path) -> None:
    stand_in(root, TRAINS)
    first = training.ensure_model(root, root / "train.log")
    assert training.ensure_model(root, root / "train.log") == first
    assert (root / "trainings").read_text() == "trained\n"


def test_it_trains_once_when_two_ask_at_the_same_time(root: Path) -> None:
    stand_in(root, TRAINS)
    asking = [threading.Thread(target=training.ensure_model, args=(root, root / f"{n}.log")) for n in range(2)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert (root / "trainings").read_text() == "trained\n"


def test_it_shows_the_end_of_the_log_of_a_failed_training(root: Path) -> None:
    stand_in(root, "echo 'YAML error in data/nlu/greet.yml'; exit 1")
    with pytest.raises(CannotRun, match="YAML error in data"):
        training.ensure_model(root, root / "train.log")
    assert list((root / "models").glob("*.tar.gz")) == []


def test_it_keeps_the_last_two_archives(tmp_path: Path) -> None:
    for age, name in enumerate(["newest", "older", "oldest"]):
        (tmp_path / f"{name}.tar.gz").touch()
        os.utime(tmp_path / f"{name}.tar.gz", (1000 - age, 1000 - age))
    training.prune(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["newest.tar.gz", "older.tar.gz"]
