"""Shop events taken in, applied and told: as fast as it goes, then at a steady rate with the time to each message."""

from __future__ import annotations

import asyncio
import gc
import os
import platform
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from bench import postgres, shop_lane, systems, table, told
from bench.journeys import Said
from bench.posts import CUSTOMERS, Post, stream
from bench.shop_lane import Lane
from bench.wire import Ledger, Pool, until

CONNECTIONS = 16
# The paced part runs at this share of what the first one sustained.
SHARE = 0.75
# The journeys' times end about now: nothing is stale, nothing lies ahead.
LASTED = timedelta(minutes=12)
PATIENCE = 1800.0  # seconds, for what is left to be done
AIM_P95 = 10.0  # seconds from an event to its message


@dataclass(frozen=True, slots=True)
class Run:
    """What one part showed. `sent` is when each thing was first told to us (time.perf_counter)."""

    answers: list[tuple[int, float]]
    sent: dict[Said, float]
    posting: float
    applying: float


async def main(count: int, flat: int, rate: float, database: str) -> None:
    """Both parts, each on an empty database.

    Args:
        count: webhooks in the paced part.
        flat: webhooks in the part that goes as fast as it can; 0 for as many.
        rate: webhooks a second in the second part; 0 for SHARE of what the first one sustained.
        database: address of a PostgreSQL server whose user may make databases; "" for one of our own.
    """
    with postgres.server(database) as server, tempfile.TemporaryDirectory(prefix="dastak-events-") as folder:
        print(
            f"{flat or count} and {count} events of {CUSTOMERS} customers; {os.cpu_count()} cores, "
            f"Python {platform.python_version()}, PostgreSQL {postgres.version(server)}"
        )
        sustained = await _part("flat", Path(folder), server, flat or count, 0.0)
        await _part("paced", Path(folder), server, count, rate or sustained * SHARE)


async def _part(name: str, folder: Path, server: str, count: int, rate: float) -> float:
    """Run one part; returns how many events a second were applied."""
    ledger = Ledger()
    await ledger.start()
    title = f"at {rate:.0f}/s" if rate else "as fast as it goes"
    with (
        postgres.database(server, f"dastak_bench_{name}") as url,
        shop_lane.started(folder / name, ledger.port, url) as lane,
    ):
        posts = stream(count, lane.doors, datetime.now(UTC) - LASTED)
        # Some hundred MB that stay: the collector must not look through them while we measure.
        gc.collect()
        gc.freeze()
        before = _cpu(lane)
        run = await _run(lane, posts, rate)
        _print_intake(title, run)
        _print_cpu(before, _cpu(lane), count)
        await until(lambda: told.is_quiet(lane.database), PATIENCE)
        # As fast as it goes, a time is that of the queue: no aim.
        told.report(title, lane.database, run.sent, ledger.told, AIM_P95 if rate else 0.0)
        table.memory(lane.running)
    return count / run.applying


async def _run(lane: Lane, posts: list[Post], rate: float) -> Run:
    """Post all, then wait until each has left "waiting"."""
    pool = Pool(lane.running.settings.public_url, CONNECTIONS)
    sent: dict[Said, float] = {}
    answers: list[tuple[int, float]] = []
    waiting = iter(enumerate(posts))
    began = time.perf_counter()

    async def post_some() -> None:
        for number, post in waiting:
            # Paced, what begins late because all connections are busy counts from when it should have begun.
            due = began + number / rate if rate else time.perf_counter()
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            for said in post.says:
                sent.setdefault(said, due)
            status, _ = await pool.post(post.request)
            answers.append((status, time.perf_counter() - due))

    await asyncio.gather(*(post_some() for _ in range(CONNECTIONS)))
    posting = time.perf_counter() - began
    await until(lambda: not told.waiting(lane.database), PATIENCE)
    return Run(answers, sent, posting, time.perf_counter() - began)


def _print_intake(title: str, run: Run) -> None:
    answers, count = run.answers, len(run.answers)
    refused = Counter(status for status, _ in answers if status != 200)
    note = table.accepted(answers) + (f", {dict(refused)}" if refused else "")
    table.row(f"acknowledged {title}", [seconds for _, seconds in answers], note)
    table.rate(f"acknowledged {title}", count / run.posting, f"{CONNECTIONS} connections")
    table.rate(f"applied {title}", count / run.applying, f"all {count} in {run.applying:.0f} s")


def _cpu(lane: Lane) -> dict[str, float]:
    name = str(lane.database.engine.url.database)
    load = psutil.Process().cpu_times()  # ours: it shares the machine, and Twilio's stand-in is in it
    return {**systems.cpu(lane.running), "postgres": postgres.cpu(name), "load": load.user + load.system}


def _print_cpu(before: dict[str, float], after: dict[str, float], count: int) -> None:
    spent = {name: (seconds - before.get(name, 0.0)) / count * 1000 for name, seconds in after.items()}
    print("  processor, ms an event: " + ", ".join(f"{name} {ms:.2f}" for name, ms in sorted(spent.items())))
