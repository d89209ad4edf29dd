"""Webhooks while another program holds SQLite's lock: how long each waits, and whether any is lost."""

from __future__ import annotations

import asyncio
import functools
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bench import systems
from bench.messages import shop_messages
from bench.systems import inbound
from bench.table import accepted, row
from bench.wire import Answer, at_rate, post_once, until
from bot.config import Settings

PARTS = ("valkey", "web", "scheduler")
RATE, AFTER = 20, 10  # a second; seconds of the load when the lock is free again
SENDERS = 500
PATIENCE, ENOUGH, TWILIO = 60.0, 2.0, 5.0  # seconds


async def main(var_dir: Path, sink_port: int, seconds: float) -> None:
    """Hold the lock for so long at 20 webhooks a second; print what the senders saw, and what is stored at last."""
    with systems.ours(var_dir, sink_port, PARTS) as running:
        count = int((seconds + AFTER) * RATE)
        requests = inbound(running, shop_messages(count), SENDERS)
        jobs = [functools.partial(post_once, running.settings.public_url, each, PATIENCE) for each in requests]
        holding = asyncio.create_task(_hold(_file(running.settings), seconds))
        answers = await at_rate(jobs, RATE)
        await holding
        await until(lambda: _stored(running.settings) >= count, PATIENCE)
        _print(answers, running.settings, seconds)


def _print(answers: Sequence[Answer], settings: Settings, seconds: float) -> None:
    waits = [wait for _, wait in answers]
    row(f"webhooks, SQLite locked for {seconds:.0f} s, {RATE}/s", waits, accepted(answers))
    late, lost = (sum(wait > limit for wait in waits) for limit in (ENOUGH, TWILIO))
    left = len(list(settings.spool_dir.glob("*.json")))
    print(f"  over {ENOUGH:.0f} s: {late}, over Twilio's {TWILIO:.0f} s: {lost}, longest {max(waits):.2f} s")
    print(f"  stored at last: {_stored(settings)} of {len(answers)}; left in the spool: {left}")


async def _hold(file: str, seconds: float) -> None:
    lock = sqlite3.connect(file, timeout=30, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    await asyncio.sleep(seconds)
    lock.execute("ROLLBACK")
    lock.close()


def _stored(settings: Settings) -> int:
    reading = sqlite3.connect(_file(settings))
    [(count,)] = reading.execute("SELECT count(*) FROM inbound_message").fetchall()
    reading.close()
    return int(count)


def _file(settings: Settings) -> str:
    return settings.database_url.removeprefix("sqlite:///")
