"""The test stories, by Rasa's own `rasa test`, against the trained model and the real actions."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bot.running import ROOT, processes, training
from tests.servers import Dialogue

pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]
STORIES = Path("tests/dialogue/stories")


def test_it_follows_every_test_story(rasa_server: Dialogue, tmp_path: Path) -> None:
    model = training.ensure_model(ROOT, tmp_path / "train.log")
    endpoints = tmp_path / "endpoints.yml"
    token = f"headers: {{Authorization: Bearer {rasa_server.settings.action_token}}}"
    endpoints.write_text(f"action_endpoint:\n  url: {rasa_server.actions_url}/webhook\n  {token}\n")
    words = ["test", "core", "--stories", str(STORIES), "--model", str(model), "--endpoints", str(endpoints)]
    done = subprocess.run(
        [processes.rasa_command(ROOT), *words, "--out", str(tmp_path), "--fail-on-prediction-errors"],
        cwd=ROOT,
        env={**os.environ, **processes.RASA_QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "0 / " not in done.stdout
