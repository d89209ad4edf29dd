"""What only runs inside Rasa's environment is tested there; this starts it."""

import subprocess

import pytest

from bot.commands.nlu_report import PYTHON, QUIET, ROOT


@pytest.mark.dialogue
@pytest.mark.timeout(180)
def test_it_passes_in_rasas_environment() -> None:
    command = [str(PYTHON), "-W", "ignore", "-m", "unittest", "discover", "-s", "rasa_addons/tests", "-t", "."]
    ran = subprocess.run(command, cwd=ROOT, env=QUIET, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
