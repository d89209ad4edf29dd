"""The model itself, by what runs in Rasa's environment: its data are valid, it understands as well as we say."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bot.running import ROOT, processes, training

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]


def test_its_domain_and_training_data_are_valid() -> None:
    """What `rasa train` would check each time: intents without a rule, conflicting stories, words of no slot."""
    done = subprocess.run(
        [processes.rasa_command(ROOT), "data", "validate"],
        cwd=ROOT,
        env={**os.environ, **processes.RASA_QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_it_understands_every_language_as_well_as_we_say(tmp_path: Path) -> None:
    """The aims: 0.90 of what is in scope, 0.80 of what is not, in every locale; of the hard 0.88 (docs/nlu.md)."""
    training.ensure_model(ROOT, tmp_path / "train.log")
    python = Path(processes.rasa_command(ROOT)).with_name("python")
    done = subprocess.run(
        [python, "-W", "ignore", "-m", "rasa_addons.nlu_report", "--leave-the-page"],
        cwd=ROOT,
        env={**os.environ, **processes.RASA_QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "Every locale reaches the aims." in done.stdout
