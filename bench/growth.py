"""What each process holds after minutes of steady writing: whatever grows with the messages would show."""

from __future__ import annotations

import functools
from pathlib import Path

from bench import systems
from bench.messages import receiver, shop_messages
from bench.systems import Running, inbound
from bench.table import accepted, row
from bench.wire import Pool, Sink, at_rate, until

RATE, WARM_SECONDS = 6, 60  # messages a second; until caches and pools are filled
PATIENCE = 120.0  # seconds


async def main(var_dir: Path, sink: Sink, minutes: float, database: str) -> None:
    """Print what each process holds at the start, in the middle and at the end, and how much of it was answered."""
    half, warm = int(minutes * 30 * RATE), WARM_SECONDS * RATE
    with systems.ours(var_dir, sink.port, systems.LANE, database) as running:
        requests = inbound(running, shop_messages(warm + 2 * half), systems.SENDERS)
        pool = Pool(running.settings.public_url, 32)
        held = []
        results: list[tuple[int, float]] = []
        for first, last in ((0, warm), (warm, warm + half), (warm + half, warm + 2 * half)):
            posts = [functools.partial(pool.post, request) for request in requests[first:last]]
            results += await at_rate(posts, RATE)
            held.append(_read_memory(running))
        wrote = {receiver(number) for number in range(min(systems.SENDERS, len(requests)))}
        await until(lambda: wrote <= sink.arrived.keys(), PATIENCE)
    row(f"{minutes:g} min at {RATE}/s, acknowledged", [seconds for _, seconds in results], accepted(results))
    print(f"  {len(wrote & sink.arrived.keys())} of {len(wrote)} numbers were answered")
    print(f"  {'memory, MB':12} {'start':>8} {'middle':>8} {'end':>8}")
    for name in sorted(held[0]):
        print(f"  {name:12} " + " ".join(f"{each.get(name, 0):8.1f}" for each in held))


def _read_memory(running: Running) -> dict[str, float]:
    sizes = systems.memory(running)
    return {**sizes, "all": sum(sizes.values())}
