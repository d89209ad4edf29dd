"""What only runs inside Rasa's environment is tested there; this starts it."""

import subprocess
from pathlib import Path

import pytest

from bot.running import ROOT
from bot.running.processes import RASA_QUIET, rasa_command


@pytest.mark.dialogue
@pytest.mark.timeout(180)
def test_it_passes_in_rasas_environment() -> None:
    python = Path(rasa_command(ROOT)).with_name("python")
    command = [str(python), "-m", "unittest", "discover", "-s", "rasa_addons/tests", "-t", "."]
    ran = subprocess.run(command, cwd=ROOT, env=RASA_QUIET, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
