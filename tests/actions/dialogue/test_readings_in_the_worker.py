"""The action server's worker: Sanic hands it the actions pickled, so it imports only what they bring along."""

from __future__ import annotations

import base64
import pickle
import subprocess
import sys

from rasa_sdk.executor import ActionExecutor

from actions.dialogue.reading_first import _READINGS

_WORKER = (
    "import base64, pickle, sys\n"
    "pickle.loads(base64.b64decode(sys.stdin.read()))\n"
    "from actions.dialogue.reading_first import _READINGS\n"
    "print(*sorted(_READINGS), sep='\\n')\n"
)


def test_the_worker_knows_every_reading_of_an_answer() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    handed = base64.b64encode(pickle.dumps(executor)).decode()
    worker = subprocess.run([sys.executable, "-c", _WORKER], input=handed, capture_output=True, text=True, check=True)
    known = set(worker.stdout.split())
    assert known >= {"cancel.done_paid", "cancel.done_unpaid", "notice.cod_ask"}
    assert known == set(_READINGS)
