"""The web server as a process: half-sent requests take nobody's place, and stopping breaks no answer off."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.running import ROOT
from bot.running.serving import BACKOFF_SECONDS, CANNOT_START, LONGEST_BACKOFF_SECONDS, SOON_SECONDS, backoff
from tests.patience import PATIENCE
from tests.servers import free_port

HALVES = (b"POST / HTTP/1.1\r\nHost: x\r\nConte", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nBody=")
pytestmark = pytest.mark.integration


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A running web server of two processes."""
    port = free_port()
    os.mkfifo(tmp_path / "held")
    with started("tests.running.answering:app", port, tmp_path) as serving:
        while not answers(port):
            assert serving.poll() is None
        yield port
        serving.terminate()


def started(name: str, port: int, folder: Path) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "HELD": str(folder / "held"), "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "bot.running.serving", name, "--port", str(port))
    return subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL)


def answers(port: int) -> bool:
    try:
        get(port)
    except OSError:
        return False
    return True


def get(port: int, path: str = "/", body: bytes = b"", **headers: str) -> dict[str, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("POST" if body else "GET", path, body or None, headers)
    told: dict[str, Any] = json.loads(connection.getresponse().read())
    connection.close()
    return told


def test_half_sent_requests_stop_nobody(port: int) -> None:
    with ExitStack() as held:
        for number in range(64):
            half = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            half.sendall(HALVES[number % 2])
        assert [get(port, body=b"Body=where")["body"] for _ in range(20)] == [10] * 20


def test_it_passes_on_what_was_sent_and_believes_no_proxy(port: int) -> None:
    told = get(port, "/a%2Fb?m=1", b"x" * 300_000, **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"})
    assert told.pop("pid")
    assert told == {
        "REQUEST_URI": "/a%2Fb?m=1",
        "wsgi.url_scheme": "http",
        # Seen, so that who comes by a proxy is not taken for this machine.
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_FOR": "1.2.3.4",
        "body": 300_000,
    }


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 14000000\r\n\r\n", b"413"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"y" * 40_000 + b"\r\n\r\n", b"431"),
    ],
)
def test_it_takes_no_request_that_is_too_large(port: int, request_line: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(request_line)
        assert status in line.recv(200).split(b"\r\n")[0]


def test_it_finishes_what_is_under_way_before_it_stops(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "held")
    port, told = free_port(), list[dict[str, Any]]()
    with started("tests.running.answering:app", port, tmp_path) as serving:
        while not answers(port):
            assert serving.poll() is None
        asking = threading.Thread(target=lambda: told.append(get(port, "/held")))
        asking.start()
        with (tmp_path / "held").open("w") as pipe:  # opens when the application reads
            serving.terminate()
            with pytest.raises(subprocess.TimeoutExpired):
                serving.wait(timeout=1.5)
            pipe.write("go on")
        asking.join(PATIENCE)
        assert serving.wait(timeout=PATIENCE) == 0
    assert told[0]["REQUEST_URI"] == "/held"


def test_a_process_that_was_killed_is_replaced(port: int) -> None:
    killed = get(port)["pid"]
    os.kill(killed, signal.SIGKILL)
    pids = {get(port)["pid"] for _ in range(50)}
    assert pids
    assert killed not in pids


def test_it_ends_when_the_application_cannot_be_loaded(tmp_path: Path) -> None:
    with started("tests.running.nowhere:app", free_port(), tmp_path) as serving:
        assert serving.wait(timeout=PATIENCE) == CANNOT_START


def test_what_ends_again_and_again_is_begun_ever_more_seldom(tmp_path: Path) -> None:
    file = tmp_path / "held"
    file.touch()
    with started("tests.running.dying:app", free_port(), tmp_path) as serving:
        begun = list[float]()
        while len(begun) < 5:
            with pytest.raises(subprocess.TimeoutExpired):
                serving.wait(timeout=0.1)
            begun = [float(at) for at in file.read_text().split()]
        serving.terminate()
    assert begun[4] - begun[3] > begun[3] - begun[2] > BACKOFF_SECONDS


def test_one_that_lived_long_is_replaced_at_once() -> None:
    waits = [0.0]
    for _ in range(10):
        waits.append(backoff(1.0, waits[-1]))
    assert waits[:4] == [0.0, BACKOFF_SECONDS, 2 * BACKOFF_SECONDS, 4 * BACKOFF_SECONDS]
    assert waits[-1] == LONGEST_BACKOFF_SECONDS
    assert backoff(SOON_SECONDS + 1, LONGEST_BACKOFF_SECONDS) == 0.0
