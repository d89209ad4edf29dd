"""What is in the way of a start is said in one sentence, with the remedy."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Settings
from bot.running import CannotRun, preflight, processes
from bot.running.processes import Process
from bot.running.supervisor import configuration


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_it_names_the_port_in_use_and_the_setting(taken: int) -> None:
    with pytest.raises(CannotRun) as caught:
        preflight.ports_free(taken, [Process("web", ("true",), taken)])
    said = str(caught.value)
    assert f"Port {taken} (PORT) is in use" in said
    assert "PORT=" in said.split("choose another")[1]


def test_it_says_whose_port_it_is_when_it_is_not_the_first(taken: int) -> None:
    with pytest.raises(CannotRun, match=rf"Port {taken} \(PORT\+3, for actions\)"):
        preflight.ports_free(taken - 3, [Process("actions", ("true",), taken)])


def test_it_names_the_process_that_has_the_port(taken: int) -> None:
    with pytest.raises(CannotRun, match=rf"\(process {os.getpid()}\)"):
        preflight.ports_free(taken, [Process("web", ("true",), taken)])


def test_it_is_content_with_free_ports(taken: int) -> None:
    preflight.ports_free(8000, [Process("worker", ("true",))])


def test_it_refuses_a_directory_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match="set VAR_DIR"):
        preflight.var_dir_writable(tmp_path / "file" / "var")


def test_it_leaves_nothing_in_a_directory_that_can(tmp_path: Path) -> None:
    preflight.var_dir_writable(tmp_path / "new" / "var")
    assert list((tmp_path / "new" / "var").iterdir()) == []


def test_it_refuses_a_full_disk(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="MB left"):
        preflight.disk_has_room(tmp_path, needed=10**18)


def test_it_asks_for_the_set_up_without_rasa(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="make setup"):
        preflight.rasa_installed(tmp_path)


def test_it_names_the_server_that_does_not_answer() -> None:
    with pytest.raises(CannotRun, match=r"REDIS_URL: nothing answers at 127\.0\.0\.1:1 "):
        preflight.reachable("REDIS_URL", "redis://:secret@127.0.0.1:1/0")


def test_it_does_not_look_for_a_database_in_a_file(tmp_path: Path) -> None:
    preflight.reachable("DATABASE_URL", f"sqlite:///{tmp_path}/shop.db")


def test_it_starts_only_what_runs_here(tmp_path: Path) -> None:
    far = {"VAR_DIR": str(tmp_path), "REDIS_URL": "redis://cache:6379/0", "RASA_URL": "http://rasa:5005"}
    names = [each.name for each in processes.table(Settings.from_env(far), tmp_path / "model", tmp_path)]
    assert names == ["simulator", "actions", "web", "live", "worker", "scheduler"]


def test_it_puts_no_secret_on_a_command_line(tmp_path: Path) -> None:
    settings = Settings.from_env({"VAR_DIR": str(tmp_path)})
    table = processes.table(settings, tmp_path, tmp_path)
    told = configuration(tmp_path, tmp_path, table, tmp_path / "socket")
    told += " ".join(word for each in table for word in each.command)
    made_up = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made_up) == {
        "action_token",
        "push_key",
        "rasa_token",
        "secret_key",
        "staff_token",
        "twilio_auth_token",
        "valkey_password",
    }
    assert [name for name, secret in made_up.items() if secret in told] == []


@pytest.mark.parametrize(
    "url", ["rediss://asha:pa%25s%40s@cache:6390/2?ssl_ca_certs=/ca.pem", "unix:///run/redis.sock"]
)
def test_it_tells_rasa_the_whole_address_of_redis(tmp_path: Path, url: str) -> None:
    environment = processes.shared_environment(Settings.from_env({"VAR_DIR": str(tmp_path), "REDIS_URL": url}))
    assert environment["TRACKER_REDIS_URL"] == url


def test_it_tells_rasa_how_long_to_remember(tmp_path: Path) -> None:
    environment = processes.shared_environment(Settings.from_env({"VAR_DIR": str(tmp_path), "KEEP_DAYS": "dialogue=7"}))
    assert environment["TRACKER_DAYS"] == "7"
