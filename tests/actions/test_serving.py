"""The action server as a process: one alone, whose door asks for the token, and which ends when it is told to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest
import requests

from bot.running import ROOT
from tests.patience import PATIENCE
from tests.servers import free_port

pytestmark = pytest.mark.integration
TOKEN = "token-of-the-test-0123456789abcdef"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an action server answers."""
    port, folder = free_port(), tmp_path_factory.mktemp("actions")
    environ = {**os.environ, "VAR_DIR": str(folder), "ACTION_TOKEN": TOKEN, "PYTHONPATH": str(ROOT)}
    command = (
        sys.executable,
        "-m",
        "bot.running.serving",
        "actions.serving:make_app()",
        "--processes",
        "1",
        "--port",
        str(port),
    )
    with (
        (folder / "actions.log").open("wb") as out,
        subprocess.Popen(command, cwd=ROOT, env=environ, stderr=out) as serving,
    ):
        try:
            while not answers(f"http://127.0.0.1:{port}"):
                with pytest.raises(subprocess.TimeoutExpired):
                    serving.wait(timeout=0.1)
            assert psutil.Process(serving.pid).children() == []
            yield f"http://127.0.0.1:{port}"
        finally:
            serving.terminate()
        assert serving.wait(timeout=PATIENCE) == 0


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/health", timeout=PATIENCE).ok
    except requests.ConnectionError:
        return False


def call(address: str, token: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"}
    asked = {"next_action": "action_nobody_has", "tracker": {"sender_id": "x"}, "domain": {}}
    return requests.post(f"{address}/webhook", json=asked, headers=headers, timeout=PATIENCE)


def test_it_runs_actions_for_who_knows_the_token(address: str) -> None:
    answer = call(address, TOKEN)
    assert (answer.status_code, answer.json()["action_name"]) == (404, "action_nobody_has")


def test_it_runs_none_for_who_does_not(address: str) -> None:
    assert call(address, "another").status_code == 401


def test_it_knows_the_actions_of_the_domain(address: str) -> None:
    told = requests.get(f"{address}/actions", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=PATIENCE).json()
    assert "action_cart" in {one["name"] for one in told}
