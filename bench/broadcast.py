"""An offer to a million people of one shop: counted, frozen, sent, killed; and beside it one task a recipient.

PostgreSQL, every process and the stand-in for Twilio share the machine. The worker that sends takes the queue of
broadcasts alone, another one everything else, so that what each costs is seen.
"""

from __future__ import annotations

import asyncio
import functools
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench import broadcast_rows, broadcast_told, fan_out_run, postgres, systems
from bench.counter import CountingTwilio
from bench.messages import receiver, shop_messages
from bench.systems import LANE, Running
from bench.table import rate, row
from bench.wire import Pool, at_rate, until
from bot.bootstrap import build
from bot.config import Settings
from bot.db.engine import Database
from bot.domain.segments.reading import read_rule
from bot.running.processes import Process
from bot.services.broadcasts import draft, launch
from bot.services.broadcasts.draft import BroadcastDraft
from bot.services.segments import counting
from bot.services.segments.asking import begin_inquiry
from bot.tasks.names import QUEUES

DATABASE = "bench_broadcast"
NUMBER_MAY = 1000  # messages a second: what WhatsApp gives a number after its upgrade
WARM, CHATS_A_SECOND = 3.0, 2.0  # seconds; messages
SETTLED = 100.0  # seconds that the scheduler and Twilio's list are given for what a kill left open
BROADCASTS = "broadcasts"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a part needs."""

    running: Running
    database: Database
    twilio: CountingTwilio
    shop: int


async def main(folder: Path, customers: int, seconds: float, given: str) -> None:
    """Fill a database, run every part and print what it showed.

    Args:
        seconds: for how long the sending is measured.
        given: the address of a PostgreSQL server whose user may make databases; "" for one of our own.
    """
    twilio = CountingTwilio()
    await twilio.start()
    with postgres.server(given) as server, postgres.database(server, DATABASE) as url:
        print(f"{customers:,} customers; {os.cpu_count()} cores; PostgreSQL {postgres.version(server)}")
        async with _started(folder, url, customers, twilio) as stage:
            await asyncio.to_thread(_count, stage)
            broadcast_id = await _begin(stage)
            await _send(stage, broadcast_id, seconds)
            await _kill(stage, broadcast_id)
            await fan_out_run.compare(stage.running, twilio, min(customers, int(seconds * 300)))


@asynccontextmanager
async def _started(folder: Path, url: str, customers: int, twilio: CountingTwilio) -> AsyncIterator[Stage]:
    began = time.perf_counter()
    shops: list[int] = []

    def fill(settings: Settings) -> None:
        bot = build(settings)
        shops.append(broadcast_rows.fill(bot.database, settings, customers, NUMBER_MAY))
        bot.database.engine.dispose()
        print(f"written and indexed in {time.perf_counter() - began:.0f} s")

    manager = systems.ours(folder, twilio.port, LANE, url, fill=fill, split=_split)
    running = await asyncio.to_thread(manager.__enter__)
    try:
        bot = build(running.settings)
        yield Stage(running, bot.database, twilio, shops[0])
        bot.database.engine.dispose()
    finally:
        await asyncio.to_thread(manager.__exit__, None, None, None)


def _split(worker: Process) -> Iterator[Process]:
    """The worker of everything but broadcasts, and one of broadcasts alone."""
    others = sorted(set(QUEUES.values()) - {BROADCASTS})
    yield replace(worker, command=(*worker.command, "--queues", *others))
    yield replace(worker, name="sender", command=(*worker.command, "--queues", BROADCASTS), beats=False)


def _count(stage: Stage) -> None:
    rule, taken, people = read_rule(broadcast_rows.RULE), [], 0
    for _ in range(5):
        with stage.database.reading.begin() as db:
            asked = begin_inquiry(db, stage.shop, datetime.now(UTC))
            begun = time.perf_counter()
            people = counting.count_people(db, rule, asked).count or 0
            taken.append(time.perf_counter() - begun)
    row("segment counted, with ten people of it", taken, f"{people:,} people (aim 2 s)")


async def _begin(stage: Stage) -> int:
    """Draft and start a broadcast to all who agreed; returns its id once its list is frozen."""
    now = datetime.now(UTC)
    whole = BroadcastDraft(
        "Bench",
        broadcast_rows.KEY,
        broadcast_rows.VALUES,
        {"agreed": True},
        pilot_percent=0,
        starts_at=now,
    )
    with stage.database.writing.begin() as db:
        broadcast = draft.add_draft(db, stage.shop, whole, now)
        people = broadcast_told.count_audience(db, broadcast, now)
        launch.start(db, broadcast, people, stage.running.settings.twilio_account_sid, None, now)
        broadcast_id = broadcast.id
    await until(lambda: broadcast_told.is_frozen(stage.database, broadcast_id), 600)
    took = broadcast_told.read_frozen(stage.database, broadcast_id)
    rate("audience frozen, people", people / took, f"{people:,} in {took:.0f} s (aim 60 s)")
    return broadcast_id


async def _send(stage: Stage, broadcast_id: int, seconds: float) -> None:
    """Measure the sending for a while, and chats beside it."""
    twilio, running = stage.twilio, stage.running
    await until(lambda: sum(twilio.sent.values()) > 0, 60)
    await asyncio.sleep(WARM)
    before, cpu, database = sum(twilio.sent.values()), systems.cpu(running), postgres.cpu(DATABASE)
    begun = time.perf_counter()
    chats = asyncio.ensure_future(_chat(stage, seconds))
    memory = []
    while time.perf_counter() < begun + seconds:
        await asyncio.sleep(min(5.0, max(0.1, begun + seconds - time.perf_counter())))
        memory.append((await asyncio.to_thread(systems.memory, running))["sender"])
    sent, took = sum(twilio.sent.values()) - before, time.perf_counter() - begun
    spent = {name: (each - cpu[name]) / sent * 1000 for name, each in systems.cpu(running).items() if name in cpu}
    spent["postgres"] = (postgres.cpu(DATABASE) - database) / sent * 1000
    rate("sent by one worker", sent / took, f"{sent:,} in {took:.0f} s (aim 400/s)")
    print("  processor, ms a message: " + ", ".join(f"{name} {ms:.2f}" for name, ms in sorted(spent.items())))
    marks = ", ".join(f"{memory[place]:.0f}" for place in (0, len(memory) // 2, -1))
    print(f"  memory of that worker, MB at the beginning, half-way, end: {marks} (aim flat, below 200)")
    latencies, asked = await chats
    row("chat beside it, POST in to POST out", latencies, f"{len(latencies)}/{asked} answered (aim p95 < 2 s)")


async def _chat(stage: Stage, seconds: float) -> tuple[list[float], int]:
    """Customers who write meanwhile; returns how long each waited, and how many wrote."""
    count = max(1, int(seconds * CHATS_A_SECOND))
    requests = systems.inbound(stage.running, shop_messages(count))
    pool, posted = Pool(stage.running.settings.public_url, 8), dict[int, float]()

    async def write(number: int) -> object:
        posted[number] = time.perf_counter()
        return await pool.post(requests[number])

    await at_rate([functools.partial(write, number) for number in range(count)], CHATS_A_SECOND)
    first = stage.twilio.first
    await until(lambda: all(receiver(number) in first for number in posted), 20)
    return [first[receiver(n)] - at for n, at in posted.items() if receiver(n) in first], count


async def _kill(stage: Stage, broadcast_id: int) -> None:
    """Kill the sending worker in the middle, let it go on, call the broadcast off, and count what became of all."""
    before = sum(stage.twilio.sent.values())
    stage.running.supervisor.kill(stage.running.supervisor.states()["sender"])
    killed_at = time.perf_counter()
    await until(lambda: sum(stage.twilio.sent.values()) > before + 1000, 60)
    print(f"sender killed with -9: sends again after {time.perf_counter() - killed_at:.0f} s")
    with stage.database.writing.begin() as db:
        launch.cancel(db, broadcast_id, datetime.now(UTC))
    await until(lambda: broadcast_told.is_settled(stage.database, broadcast_id), SETTLED)
    await asyncio.to_thread(broadcast_told.report, stage.database, broadcast_id, stage.twilio.sent)
