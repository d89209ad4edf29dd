"""What a turn and an event cost: milliseconds of processor by process, and what is asked of PostgreSQL for them.

One after the other, so that nothing waits and a busy machine counts for little: what is measured is work, not time.
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import postgres, shop_lane, systems, told
from bench.history import Figures
from bench.messages import moods, receiver, shop_messages, whatsapp_form
from bench.posts import stream
from bench.systems import Running, inbound
from bench.wire import Ledger, Pool, Sink, form_request, until
from bot.running import ROOT, training

WARM, PATIENCE = 60, 60.0  # turns or events before the first that counts; seconds for each
# As many as are under way at once: what is answered by one process is asked of the next meanwhile, as in earnest.
ABREAST = 4
LASTED = timedelta(minutes=12)
Spent = Mapping[str, float]


async def main(folder: Path, sink: Sink, turns: int, server_url: str) -> Figures:
    """Print the tables and return their figures.

    Args:
        turns: how many turns count, and twice as many events.
        server_url: address of a PostgreSQL whose user may make databases; "" for one of our own.
    """
    figures = await _turns("turn, SQLite", folder / "sqlite", sink, turns, "")
    with postgres.server(server_url, *postgres.COUNTING) as server:
        with postgres.database(server, "dastak_bench_turn") as url:
            figures |= await _turns("turn, PostgreSQL", folder / "turn", sink, turns, url)
        with postgres.database(server, "dastak_bench_event") as url:
            figures |= await _events("event", folder / "event", 2 * turns, url)
    return figures | await _peers(folder, sink, turns)


async def _turns(name: str, var_dir: Path, sink: Sink, count: int, database: str) -> Figures:
    with systems.ours(var_dir, sink.port, systems.LANE, database) as running:
        requests = inbound(running, shop_messages(WARM + count))
        pool = Pool(running.settings.public_url, ABREAST)

        async def turn(number: int) -> None:
            sink.arrived.pop(receiver(number), None)
            await pool.post(requests[number])
            await until(lambda: receiver(number) in sink.arrived, PATIENCE)

        return await _measured(name, [functools.partial(turn, n) for n in range(len(requests))], running, database)


async def _events(name: str, var_dir: Path, count: int, database: str) -> Figures:
    ledger = Ledger()
    await ledger.start()
    with shop_lane.started(var_dir, ledger.port, database) as lane:
        posts = stream(WARM + count, lane.doors, datetime.now(UTC) - LASTED)
        pool = Pool(lane.running.settings.public_url, ABREAST)
        jobs = [functools.partial(pool.post, post.request) for post in posts]
        return await _measured(name, jobs, lane.running, database, lambda: told.is_done(lane.database))


async def _peers(folder: Path, sink: Sink, count: int) -> Figures:
    ours, default = training.ensure_model(ROOT, folder / "train.log"), systems.rasa_init_model(ROOT / "var")
    figures: Figures = {}
    for name, model, endpoints, texts in (
        ("turn, Rasa's channel, our model", ours, "endpoints.yml", shop_messages(WARM + count)),
        ("turn, Rasa's channel, rasa init", default, None, moods(WARM + count)),
    ):
        var_dir = folder / name.replace(", ", "-").replace(" ", "-").replace("'", "")
        with systems.rasa_alone(var_dir, sink.port, model, endpoints) as running:
            url = f"{running.settings.rasa_url}/webhooks/twilio/webhook"
            pool = Pool(url, ABREAST)
            requests = [form_request(url, whatsapp_form(n, text, "ACx")) for n, text in enumerate(texts)]
            figures |= await _measured(name, [functools.partial(pool.post, each) for each in requests], running, "")
    return figures


async def _measured(
    name: str,
    jobs: Sequence[Callable[[], Awaitable[object]]],
    running: Running,
    database: str,
    is_done: Callable[[], bool] = lambda: True,
) -> Figures:
    """Run them, the first WARM for nothing; what each of the others costs."""
    await _abreast(jobs[:WARM], is_done)
    before, asked, began = _spent(running, database), postgres.asked(database), time.perf_counter()
    await _abreast(jobs[WARM:], is_done)
    took, count = time.perf_counter() - began, len(jobs) - WARM
    after, asked_then = _spent(running, database), postgres.asked(database)
    each = {process: (seconds - before.get(process, 0.0)) / count * 1000 for process, seconds in after.items()}
    sizes = systems.memory(running)
    counts = {what: (number - asked[what]) / count for what, number in asked_then.items()}
    _print(name, each, counts, sizes, took / count)
    told = {f"{name}, ms": sum(each.values())} | {f"{name}, {what}": number for what, number in counts.items()}
    return told | {f"{name}, {process} MB": size for process, size in sizes.items()}


async def _abreast(jobs: Sequence[Callable[[], Awaitable[object]]], is_done: Callable[[], bool]) -> None:
    waiting = iter(jobs)

    async def some() -> None:
        for job in waiting:
            await job()

    await asyncio.gather(*(some() for _ in range(ABREAST)))
    await until(is_done, PATIENCE)


def _spent(running: Running, database: str) -> Spent:
    return systems.cpu(running) | ({"postgres": postgres.cpu(database.rpartition("/")[2])} if database else {})


def _print(name: str, each: Spent, counts: Spent, sizes: Spent, took: float) -> None:
    print(
        f"{name:36} {sum(each.values()):7.1f} ms of processor, {took * 1000:.0f} ms of time for each, {ABREAST} abreast"
    )
    print("  processor, ms: " + ", ".join(f"{process} {ms:.2f}" for process, ms in sorted(each.items())))
    if counts:
        print("  asked: " + ", ".join(f"{what} {number:.1f}" for what, number in sorted(counts.items())))
    print("  memory, MB: " + ", ".join(f"{process} {size:.0f}" for process, size in sorted(sizes.items())))
