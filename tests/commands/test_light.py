"""A command waits for what it needs alone: what it never touches is not imported."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest

from bot.cli import ELSEWHERE, main
from bot.config import Settings
from bot.db.migrate import upgrade
from bot.demo.seed import seed
from bot.running import ROOT

# What takes longest to import, by what it is for.
TWILIO_AND_QUEUE = ("twilio", "redis", "dramatiq", "requests", "bot.bootstrap", "bot.locales.guess", "rasa_sdk")
DATABASE = ("sqlalchemy", "pydantic", "phonenumbers", "cryptography", "babel")
OTHER_DATABASE = ("sqlalchemy.dialects.postgresql",)
RUN = """
import sys
from bot.cli import main
try:
    main({words!r})
except SystemExit as ended:
    assert not ended.code, ended.code
print("IMPORTED", *sys.modules)
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables of a seeded system on SQLite."""
    folder = tmp_path_factory.mktemp("light")
    own = {"VAR_DIR": str(folder), "PORT": "8100"}
    settings = Settings.from_env(own)
    upgrade(settings.database_url)
    seed(settings)
    return {**os.environ, **own, "PYTHONPATH": str(ROOT)}


def imported(environ: dict[str, str], *words: str) -> set[str]:
    """The modules a command has imported when it ends well."""
    code = RUN.format(words=list(words))
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("IMPORTED ")[2].split())


@pytest.mark.parametrize(
    "words", [("api-key", "list"), ("desk", "list"), ("events", "list"), ("rules", "list")], ids=str
)
def test_a_shops_command_imports_the_database_alone(environ: dict[str, str], words: tuple[str, ...]) -> None:
    assert imported(environ, *words) & {*TWILIO_AND_QUEUE, *OTHER_DATABASE} == set()


@pytest.mark.parametrize("name", sorted(ELSEWHERE))
def test_the_list_of_commands_says_what_the_commands_say(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    said, told = (command.help or "").split("\n\n")[0].replace("\n", " "), ELSEWHERE[name][2].rstrip(".")
    assert said.startswith(told)
