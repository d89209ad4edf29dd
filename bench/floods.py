"""A stranger's wait while a few numbers write far more than anybody can read."""

from __future__ import annotations

import asyncio
import functools
import time
from pathlib import Path

from bench import systems
from bench.messages import receiver, shop_messages, whatsapp_form
from bench.table import row
from bench.wire import Pool, Sink, at_rate, form_request, until

FLOODERS, EACH, FLOOD_RATE = 8, 80, 100
STRANGERS, STRANGER_RATE = 40, 2
PATIENCE = 240.0  # seconds


async def main(var_dir: Path, sink: Sink, database: str) -> None:
    """Print how long strangers wait for an answer to "hello" meanwhile, and how many answers the flood got."""
    with systems.ours(var_dir, sink.port, systems.LANE, database) as running:
        settings = running.settings
        url, pool = f"{settings.public_url}/twilio/messages", Pool(settings.public_url, 32)
        posted: dict[int, float] = {}

        async def write(number: int, text: str, sender: int) -> None:
            form = whatsapp_form(number, text, settings.twilio_account_sid, sender)
            posted.setdefault(sender, time.perf_counter())
            await pool.post(form_request(url, form, settings.twilio_auth_token))

        warm = range(FLOODERS, FLOODERS + 20)
        await at_rate([functools.partial(write, 10_000 + n, "hello", n) for n in warm], 10)
        await until(lambda: all(receiver(n) in sink.arrived for n in warm), 60)
        texts = shop_messages(FLOODERS * EACH)
        flood = [functools.partial(write, n, text, n % FLOODERS) for n, text in enumerate(texts)]
        strangers = range(100, 100 + STRANGERS)
        hellos = [functools.partial(write, 20_000 + n, "hello", n) for n in strangers]
        await asyncio.gather(at_rate(flood, FLOOD_RATE), at_rate(hellos, STRANGER_RATE))
        await until(lambda: all(receiver(n) in sink.arrived for n in strangers), PATIENCE)
        waits = [sink.arrived[receiver(n)][0] - posted[n] for n in strangers if receiver(n) in sink.arrived]
        said = sum(len(sink.arrived.get(receiver(n), ())) for n in range(FLOODERS))
        note = f"{len(waits)}/{STRANGERS} answered; {said} messages to the {FLOODERS} so far"
        row(f"a stranger's hello, {FLOODERS} numbers x {EACH} messages", waits, note)
