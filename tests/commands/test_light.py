"""A command waits for what it needs alone: what it never touches is not imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest

from bot.cli import main
from bot.command_list import ELSEWHERE
from bot.config import Settings
from bot.db.migrate import upgrade
from bot.demo.seed import seed
from bot.running import ROOT

# What takes longest to import, by what it is for.
TWILIO_AND_QUEUE = ("twilio", "redis", "dramatiq", "requests", "bot.bootstrap", "bot.locales.guess", "rasa_sdk")
DATABASE = ("sqlalchemy", "alembic", "phonenumbers", "cryptography", "babel")
# Not the dialect of PostgreSQL: the indexes of a part of a table name it, 70 ms of a second.
ELSEWHERE_USED = ("alembic", "flask", "psycopg", "supervisor", "psutil")
LISTS = (
    "answers list",
    "api-key list",
    "connect list",
    "desk list",
    "events list",
    "privacy list",
    "pulls",
    "rules list",
    "segment list",
    "shop show",
    "templates list",
    "unconfirmed",
)
RUN = """
import json, sys
from bot.cli import main
found = {{}}
for words in {commands!r}:
    try:
        main(words.split())
    except SystemExit as ended:
        assert (ended.code or 0) == {ends}, (words, ended.code)
    for name in sys.modules:
        found.setdefault(name, words)
print("IMPORTED", json.dumps(found))
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables of a seeded system on SQLite."""
    folder = tmp_path_factory.mktemp("light")
    own = {"VAR_DIR": str(folder), "PORT": "9"}
    settings = Settings.from_env(own)
    upgrade(settings.database_url)
    seed(settings)
    return {**os.environ, **own, "PYTHONPATH": str(ROOT)}


def imported(environ: dict[str, str], *commands: str, ends: int = 0) -> dict[str, str]:
    """The modules that commands import when they end as they should, each with the first that does."""
    code = RUN.format(commands=commands, ends=ends)
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.rpartition("IMPORTED ")[2]))


def among(modules: dict[str, str], *slow: str) -> dict[str, str]:
    """Those of the slow modules that were imported."""
    return {name: command for name, command in modules.items() if name in slow}


def test_a_shops_commands_import_the_database_alone(environ: dict[str, str]) -> None:
    assert among(imported(environ, *LISTS), *TWILIO_AND_QUEUE, *ELSEWHERE_USED) == {}


def test_a_command_maps_what_it_reads_and_who_writes_maps_all(environ: dict[str, str]) -> None:
    listing, setting = "rules list", "rules set paid --on"
    found = imported(environ, listing, setting)
    elsewhere = ("bot.db.tables", "bot.db.conversations", "bot.db.connections")
    assert among(found, *elsewhere) == dict.fromkeys(elsewhere, setting)
    assert found.get("bot.services.segments.compiling") != listing


def test_columns_are_annotated_with_types_and_not_with_their_names() -> None:
    # A type that is only named has to be compiled and looked up, for each of a thousand columns of each process.
    mapped = [path for path in (ROOT / "bot" / "db").glob("*.py") if "Mapped[" in path.read_text()]
    assert len(mapped) > 30
    assert [path.name for path in mapped if "from __future__ import annotations" in path.read_text()] == []


def test_the_list_of_commands_imports_none_of_them(environ: dict[str, str]) -> None:
    found = imported(environ, "--help")
    assert among(found, *TWILIO_AND_QUEUE, *DATABASE, *ELSEWHERE_USED, "pydantic") == {}
    assert {name for name in found if name.startswith("bot.")} == {"bot.cli", "bot.command_list"}


def test_the_settings_are_shown_without_the_database_and_the_network(environ: dict[str, str]) -> None:
    assert among(imported(environ, "settings"), *TWILIO_AND_QUEUE, *DATABASE, *ELSEWHERE_USED) == {}


def test_a_customers_phone_needs_the_network_alone(environ: dict[str, str]) -> None:
    chat = "chat --as +919800000001 hello"
    found = imported(environ, chat, ends=1)  # nobody is there
    assert among(found, *TWILIO_AND_QUEUE, *DATABASE, *ELSEWHERE_USED) == {"requests": chat}


@pytest.mark.parametrize("name", sorted(ELSEWHERE))
def test_the_list_of_commands_says_what_the_commands_say(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    said, told = (command.help or "").split("\n\n")[0].replace("\n", " "), ELSEWHERE[name][2].rstrip(".")
    assert said.startswith(told)
