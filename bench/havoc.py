"""What goes wrong during a broadcast, by the dice of a seed: processes killed, the queue lost, the database frozen."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil
import requests

from bench.outages import list_serving
from bench.systems import Running
from bot.running import family

WORKERS = ("worker", "worker-2")
PAUSED_FOR = 2.0  # seconds
TIMEOUT = 20.0
# Of the sends: refused for now, taken but never answered (Twilio's client waits 8 s), broken and not taken. Of the
# callbacks: those that come twice, those that come after the next one.
FAULTS = (
    {"kind": "429", "probability": 0.05},
    {"kind": "timeout_after_accept", "probability": 0.02, "seconds": 9},
    {"kind": "500", "probability": 0.01},
    {"kind": "duplicate_callbacks", "probability": 0.5},
    {"kind": "reorder_callbacks", "probability": 0.5},
)


@dataclass(frozen=True, slots=True)
class Steering:
    """A broadcast by the API, as a program at the shop would steer it."""

    url: str  # of the API
    key: str
    broadcast_id: int = 0

    def call(self, method: str, path: str, body: object = None, patience: float = 120.0) -> requests.Response:
        """Ask until there is an answer that is not "later": the database may be away."""
        head, end = {"Authorization": f"Bearer {self.key}"}, time.monotonic() + patience
        while True:
            try:
                answer = requests.request(method, f"{self.url}{path}", json=body, headers=head, timeout=TIMEOUT)
                if answer.status_code not in (429, 503):
                    return answer
            except requests.RequestException:
                if time.monotonic() > end:
                    raise
            if time.monotonic() > end:
                raise TimeoutError(f"{method} {path} found nobody for {patience:.0f} s")
            time.sleep(0.5)

    def step(self, name: str, body: object = None) -> int:
        """Take a step with it; returns the HTTP status."""
        return self.call("POST", f"/broadcasts/{self.broadcast_id}/{name}", body).status_code


class Havoc:
    """Lets one thing after the other go wrong; each kind comes once before any comes again."""

    def __init__(self, running: Running, steering: Steering, seed: int, gap: float, expected: int) -> None:
        self.done: Counter[str] = Counter()
        self._running, self._steering, self._gap, self._expected = running, steering, gap, expected
        self._dice = random.Random(seed)

    def wreak(self, goes_on: Callable[[], bool], most: int) -> None:
        """Go on while the broadcast does, and until each kind has had its turn; at most so many turns each."""
        for turn in range(most):
            kinds = [self._kill_worker, self._kill_other, self._kill_scheduler, self._lose_queue, self._pause]
            kinds.append(self._start_again)
            self._dice.shuffle(kinds)
            for strike in kinds:
                if turn > 0 and not goes_on():
                    return
                time.sleep(min(3 * self._gap, self._dice.expovariate(1 / self._gap)))
                strike()

    def freeze_postgres(self, port: int | None, seconds: float) -> None:
        """Stop the database in the middle of whatever it does, for so long."""
        processes = list_serving(port)
        for process in processes:
            process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        for process in processes:
            process.send_signal(signal.SIGCONT)
        self.done["PostgreSQL stopped"] += 1

    def _kill_worker(self) -> None:
        self._kill(WORKERS[0])

    def _kill_other(self) -> None:
        self._kill(WORKERS[1])

    def _kill_scheduler(self) -> None:
        self._kill("scheduler")

    def _lose_queue(self) -> None:
        """Valkey writes into a file that is not there any more, and is killed."""
        folder = self._running.settings.var_dir / "valkey"
        with suppress(FileNotFoundError):  # killed a moment ago, and not up again yet
            (folder / "appendonlydir").rename(folder / f"lost-{self.done['valkey and its file']}")
            self._kill("valkey", "valkey and its file")

    def _pause(self) -> None:
        self._steering.step("pause")
        time.sleep(PAUSED_FOR)
        self._steering.step("resume")
        self.done["paused, resumed"] += 1

    def _start_again(self) -> None:
        self._steering.step("start", {"expected": self._expected})
        self.done["started again"] += 1

    def _kill(self, name: str, called: str = "") -> None:
        victims = family.members(str(self._running.settings.var_dir), name)
        for process in victims:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        self.done[called or name] += bool(victims)
