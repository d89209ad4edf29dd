"""`dastak nlu-report`: the report runs in Rasa's environment, so it is started there as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from bot.running import ROOT
from bot.running.processes import RASA_QUIET, rasa_command


@click.command("nlu-report")
def nlu_report() -> None:
    """Measure the understanding of each language and write docs/nlu.md; exit 1 when one misses the aims."""
    python = Path(rasa_command(ROOT)).with_name("python")
    if not python.exists():
        raise click.ClickException("Rasa's environment is missing: run `make setup` first.")
    command = [str(python), "-m", "rasa_addons.nlu_report"]
    # Click drops what a command returns: the report's status has to leave the process here.
    sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **RASA_QUIET}, check=False).returncode)
