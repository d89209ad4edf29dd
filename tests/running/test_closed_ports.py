"""Valkey and the action server, as they are started: nobody of the machine gets in without what VAR_DIR keeps."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator

import psutil
import pytest
import redis

from bot.config import Settings
from bot.db.migrate import upgrade
from bot.running import ROOT, family, processes, ready
from bot.running.supervisor import Supervisor
from tests.servers import free_ports

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    # A blank, a per cent sign and quotes, since people have such directories.
    var_dir = tmp_path_factory.mktemp("closed") / 'my "var" 100%'
    settings = Settings.from_env({"PORT": str(free_ports()), "VAR_DIR": str(var_dir)})
    upgrade(settings.database_url)
    table = [each for each in processes.table(settings, var_dir, ROOT) if each.name in ("valkey", "actions")]
    bare = {name: value for name, value in os.environ.items() if not name.endswith(("_TOKEN", "_URL"))}
    with Supervisor(var_dir, ROOT, table, {**bare, **processes.shared_environment(settings)}) as supervisor:
        ready.wait(supervisor, lambda _line: None)
        yield settings


@pytest.mark.parametrize("credentials", ["", ":wrong@", "default:wrong@"])
def test_valkey_refuses_who_does_not_know_its_password(running: Settings, credentials: str) -> None:
    where = running.redis_url.rpartition("@")[2]
    with redis.Redis.from_url(f"redis://{credentials}{where}") as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_valkey_takes_who_does(running: Settings) -> None:
    with redis.Redis.from_url(running.redis_url) as ours:
        assert ours.ping()
        assert ours.config_get("dir")["dir"] == str(running.var_dir / "valkey")
        assert ours.config_get("maxmemory")["maxmemory"] == str(512 * 1024 * 1024)
        assert ours.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"


@pytest.mark.parametrize("path", ["/webhook", "/actions", "/", "/health/", "//health", "/health/../webhook"])
@pytest.mark.parametrize("token", [None, "wrong", ""])
def test_the_action_server_refuses_who_does_not_know_its_token(running: Settings, path: str, token: str | None) -> None:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    assert _call(running, path, headers) == 401


def test_the_action_server_takes_who_does(running: Settings) -> None:
    headers = {"Authorization": f"Bearer {running.action_token}"}
    assert _call(running, "/webhook", headers) == 404  # an action nobody has
    assert ready.status(int(running.action_endpoint_url.split(":")[2].split("/")[0]), "/health") == 200


def test_no_secret_is_on_a_command_line_in_a_log_or_open_to_others(running: Settings) -> None:
    secrets = [path.read_text() for path in (running.var_dir / "secrets").iterdir()]
    shown = " ".join(" ".join(each.info["cmdline"] or ()) for each in psutil.process_iter(["cmdline"]))
    shown += "".join(path.read_text() for path in (running.var_dir / "log").iterdir())
    assert len(secrets) >= 5
    assert [secret for secret in secrets if secret in shown] == []
    written = [path for path in (running.var_dir / "valkey").rglob("*") if path.is_file()]
    assert written
    assert [path for path in (*written, *(running.var_dir / "log").iterdir()) if path.stat().st_mode & 0o077] == []


def test_a_valkey_that_hides_its_environment_is_found_all_the_same(running: Settings) -> None:
    [valkey] = family.members(str(running.var_dir), "valkey")
    assert valkey.environ() == {}
    assert "valkey" in valkey.name()


def _call(running: Settings, path: str, headers: dict[str, str]) -> int:
    address = running.action_endpoint_url.removesuffix("/webhook") + path
    body = json.dumps({"next_action": "action_none", "tracker": {}, "version": "3.6.21"}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
