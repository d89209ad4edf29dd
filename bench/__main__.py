"""python -m bench PART …: prints a table. Nothing is asserted, machines differ.

Parts: acks, turns, peers, cost, broadcast, events, floods, slow-clients, locked, rasa-away, postgres-away, idle,
doubts, growth, chaos, two-hosts, inbox, far, console, sizes, streams, take-over, failover (or its parts
failover-valkey, failover-synchronous, failover-asynchronous). What acks, turns, peers and cost measure is put down in
bench/history.csv, and beside it what it was before.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bench import (
    broadcast,
    chaos,
    console,
    cost,
    doubts,
    events,
    failover,
    far,
    floods,
    growth,
    history,
    idle,
    inbox,
    locked,
    outages,
    sizes,
    slow_clients,
    streams,
    systems,
    take_over,
    two_hosts,
)
from bench.history import Figures
from bench.messages import moods, receiver, shop_messages, whatsapp_form
from bench.systems import inbound
from bench.table import accepted, memory, row
from bench.wire import Pool, Sink, at_rate, form_request, until
from bot.running import ROOT, training

ACKS_RATE, ACKS_SECONDS, ACKS_BURST = 200, 10, 4000
ACKS_SENDERS = 500
TURNS_RATE, TURNS_SECONDS, TURNS_BURST = 20, 20, 600


async def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["acks", "turns", "peers", "cost"])
    parser.add_argument(
        "--database",
        default="",
        help="DATABASE_URL of an empty database; default SQLite, for events a PostgreSQL of its own",
    )
    parser.add_argument("--count", type=int, default=50_000, help="events: how many webhooks in the paced part")
    parser.add_argument("--turns", type=int, default=300, help="cost: how many turns, and twice as many events")
    parser.add_argument("--flat", type=int, default=0, help="events: how many as fast as it goes (0: as many)")
    parser.add_argument("--rate", type=float, default=0.0, help="events, streams, two-hosts: webhooks a second")
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="broadcast, idle, locked, postgres-away, two-hosts: how long"
    )
    parser.add_argument("--minutes", type=float, default=8.0, help="growth: for how long")
    parser.add_argument("--customers", type=int, default=1_000_000, help="broadcast, inbox, far: of the shop")
    parser.add_argument("--messages", type=int, default=10_000_000, help="inbox, far: of both sides together")
    parser.add_argument("--conversations", type=int, default=500, help="take-over: how many, at most 1000")
    parser.add_argument("--people", type=int, default=20_000, help="chaos: of the broadcast")
    parser.add_argument("--seed", type=int, default=1, help="chaos, two-hosts: of the dice")
    parser.add_argument("--root", type=Path, default=ROOT, help="sizes: the checkout to measure; default this one")
    arguments = parser.parse_args()
    sink = Sink()
    await sink.start()
    with tempfile.TemporaryDirectory(prefix="dastak-bench-") as folder:
        parts = _parts(arguments, Path(folder), sink)
        figures: Figures = {}
        for name in arguments.parts:
            figures |= await parts[name]() or {}
    print(*history.note(figures), sep="\n")


def _parts(given: argparse.Namespace, folder: Path, sink: Sink) -> dict[str, Callable[[], Awaitable[Figures | None]]]:
    """What each word runs."""
    return {
        "acks": lambda: acks(folder / "acks", sink, given.database),
        "turns": lambda: turns(folder / "turns", sink, given.database),
        "peers": lambda: peers(folder, sink),
        "cost": lambda: cost.main(folder / "cost", sink, given.turns, given.database),
        "doubts": lambda: doubts.main(folder / "doubts", given.database),
        "events": lambda: events.main(given.count, given.flat, given.rate, given.database),
        "floods": lambda: floods.main(folder / "floods", sink, given.database),
        "slow-clients": lambda: slow_clients.main(folder / "slow", sink.port, given.database),
        "locked": lambda: locked.main(folder / "locked", sink.port, given.seconds),
        "rasa-away": lambda: outages.rasa(folder / "rasa-away", sink.port, given.database),
        "postgres-away": lambda: outages.stopped_postgres(folder / "postgres-away", sink.port, given.seconds),
        "idle": lambda: asyncio.to_thread(idle.main, folder / "idle", given.seconds),
        "growth": lambda: growth.main(folder / "growth", sink, given.minutes, given.database),
        "streams": lambda: streams.main(folder / "streams", sink.port, given.database, given.rate or streams.RATE),
        "inbox": lambda: asyncio.to_thread(
            inbox.main, folder / "inbox", given.customers, given.messages, given.database
        ),
        "far": lambda: asyncio.to_thread(far.main, folder / "far", given.customers, given.messages, given.database),
        "broadcast": lambda: broadcast.main(folder / "broadcast", given.customers, given.seconds, given.database),
        "take-over": lambda: take_over.main(folder / "take-over", sink, given.conversations, given.database),
        "failover": lambda: failover.main(folder / "failover"),
        "failover-valkey": lambda: failover.valkey(folder / "failover-valkey"),
        "failover-synchronous": lambda: failover.postgres(folder / "failover-synchronous", synchronous=True),
        "failover-asynchronous": lambda: failover.postgres(folder / "failover-asynchronous", synchronous=False),
        "chaos": lambda: chaos.main(given.people, given.seed),
        "two-hosts": lambda: two_hosts.main(given.seconds, given.seed, given.rate or two_hosts.RATE),
        "console": lambda: asyncio.to_thread(console.main, folder / "console"),
        "sizes": lambda: asyncio.to_thread(sizes.main, given.root),
    }


async def acks(var_dir: Path, sink: Sink, database: str) -> Figures:
    """How fast a signed message is stored and acknowledged (web and Valkey run, nobody answers)."""
    with systems.ours(var_dir, sink.port, ("valkey", "web"), database) as running:
        # Most who write have written before.
        requests = inbound(running, shop_messages(ACKS_RATE * ACKS_SECONDS + ACKS_BURST + 200), ACKS_SENDERS)
        pool = Pool(running.settings.public_url, 32)
        await at_rate([functools.partial(pool.post, r) for r in requests[:200]], 400)  # warm
        steady = requests[200 : 200 + ACKS_RATE * ACKS_SECONDS]
        results = await at_rate([functools.partial(pool.post, r) for r in steady], ACKS_RATE)
        row(f"acknowledged at {ACKS_RATE}/s", [seconds for _, seconds in results], accepted(results))
        started = time.perf_counter()
        before = systems.cpu(running)
        results = await asyncio.gather(*(pool.post(r) for r in requests[-ACKS_BURST:]))
        rate = len(results) / (time.perf_counter() - started)
        web = (systems.cpu(running)["web"] - before["web"]) / ACKS_BURST * 1000
        note = f"{accepted(results)}, web {web:.1f} ms of CPU each"
        print(f"{'acknowledged, as fast as it goes':44} {rate:8.0f} /s   {note}")
        memory(running)
        return {"acknowledged/s": rate}


async def turns(var_dir: Path, sink: Sink, database: str) -> Figures:
    """From Twilio's POST to our POST at Twilio, through every process."""
    with systems.ours(var_dir, sink.port, systems.LANE, database) as running:
        pool = Pool(running.settings.public_url, 32)
        count = TURNS_RATE * TURNS_SECONDS
        texts = shop_messages(40 + count + TURNS_BURST)
        requests = inbound(running, texts)
        warm, steady, burst = range(40), range(40, 40 + count), range(40 + count, len(texts))
        await _answered(sink, pool, requests, warm, 10)
        latencies, _ = await _answered(sink, pool, requests, steady, TURNS_RATE)
        row(f"turns at {TURNS_RATE}/s, POST in to POST out", latencies, f"{len(latencies)}/{count} answered")
        before = systems.cpu(running)
        latencies, took = await _answered(sink, pool, requests, burst, 2000)
        note = f"{len(latencies)}/{len(burst)} answered"
        print(f"{'turns, as fast as it goes':44} {len(latencies) / took:8.1f} /s   {note}")
        spent = {name: (seconds - before[name]) / len(burst) * 1000 for name, seconds in systems.cpu(running).items()}
        print("  processor, ms a turn: " + ", ".join(f"{name} {ms:.1f}" for name, ms in sorted(spent.items())))
        memory(running)
        return {"turns/s": len(latencies) / took}


async def peers(var_dir: Path, sink: Sink) -> Figures:
    """Rasa's own Twilio channel: with our model, then with the model of `rasa init`."""
    ours = training.ensure_model(ROOT, var_dir / "train.log")
    default, figures = systems.rasa_init_model(ROOT / "var"), Figures()
    for name, model, endpoints, texts in (
        ("Rasa's Twilio channel, our model", ours, "endpoints.yml", shop_messages(400)),
        ("Rasa's Twilio channel, `rasa init`", default, None, moods(240)),
    ):
        with systems.rasa_alone(
            var_dir / name.replace(" ", "-").replace("`", ""), sink.port, model, endpoints
        ) as running:
            url = f"{running.settings.rasa_url}/webhooks/twilio/webhook"
            requests = [form_request(url, whatsapp_form(n, text, "ACx")) for n, text in enumerate(texts)]
            pool = Pool(url, 16)
            await at_rate([functools.partial(pool.post, r) for r in requests[:20]], 5)
            steady = requests[20 : 20 + 100]
            results = await at_rate([functools.partial(pool.post, r) for r in steady], 10)
            row(f"{name}, 10/s", [seconds for _, seconds in results], accepted(results))
            started = time.perf_counter()
            results = await asyncio.gather(*(pool.post(r) for r in requests[120:]))
            figures[f"{name}/s"] = len(results) / (time.perf_counter() - started)
            print(f"{name + ', as fast as it goes':44} {figures[f'{name}/s']:8.1f} /s")
            memory(running)
    return figures


async def _answered(
    sink: Sink, pool: Pool, requests: Sequence[bytes], which: range, rate: float
) -> tuple[list[float], float]:
    """Post these messages at a rate; returns seconds to each first answer, and from first post to last answer."""
    posted: dict[int, float] = {}

    async def one(number: int) -> object:
        posted[number] = time.perf_counter()
        return await pool.post(requests[number])

    await at_rate([functools.partial(one, number) for number in which], rate)
    await until(lambda: all(receiver(number) in sink.arrived for number in which), 120)
    arrived = {n: sink.arrived[receiver(n)][0] for n in which if receiver(n) in sink.arrived}
    took = max(arrived.values(), default=0.0) - min(posted.values())
    return [arrived[number] - posted[number] for number in arrived], took


if __name__ == "__main__":
    # Being told to stop must leave no process behind, as Ctrl-C leaves none.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    asyncio.run(main())
