"""`dastak nlu-report`: the report runs in Rasa's environment, so it is started there as a process."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "rasa_addons" / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# Without these TensorFlow greets, looks for a graphics card, and the figures are those of a busier machine.
QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "RASA_TELEMETRY_ENABLED": "false",
    "OMP_NUM_THREADS": "1",
}


def main() -> int:
    """The exit status of the report: 0 when every locale reaches the aims."""
    if not PYTHON.exists():
        raise SystemExit("Rasa's environment is missing: run `make setup` first.")
    command = [str(PYTHON), "-W", "ignore", "-m", "rasa_addons.nlu_report"]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, check=False).returncode
