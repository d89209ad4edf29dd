"""What two hundred open screens cost the webhooks, while things change twenty times a second."""

from __future__ import annotations

import asyncio
import functools
import json
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench import systems
from bench.messages import shop_messages
from bench.systems import Running, inbound
from bench.table import accepted, memory, quantile, row
from bench.wire import Pool, at_rate
from bot.chimes import Chimes
from bot.db.changes import ChangeKind, note_change, tell_committed
from bot.db.engine import Database, open_engine, sessions
from bot.db.shop import Merchant
from bot.domain.access import StaffRole, StaffState
from bot.running import ROOT
from bot.services.staff import accounts
from bot.services.staff.sessions import open_session

STREAMS, ROUNDS = 200, 3
RATE, SECONDS, CHANGES = 100, 10, 20  # webhooks a second, for so long; changes a second


async def main(var_dir: Path, sink_port: int, database: str, rate: float = RATE) -> None:
    """Post webhooks by turns without and with the streams, and print both."""
    count = int(rate * SECONDS)
    with systems.ours(var_dir, sink_port, ("valkey", "web", "live"), database) as running:
        ours = sessions(open_engine(running.settings.database_url))
        tell_committed(ours.writing, Chimes(running.settings.redis_url).strike)
        merchant_id, tokens = _log_in(ours)
        requests = inbound(running, shop_messages(2 * ROUNDS * count + 200), 500)
        pool = Pool(running.settings.public_url, 32)
        await at_rate([functools.partial(pool.post, each) for each in requests[:200]], rate)
        alone, beside, rest = [], [], iter(requests[200:])
        for _ in range(ROUNDS):
            alone += await _round(pool, [next(rest) for _ in range(count)], rate, ours, merchant_id)
            async with _listening(running, tokens):
                before = systems.cpu(running)["live"]
                beside += await _round(pool, [next(rest) for _ in range(count)], rate, ours, merchant_id)
                memory(running)
                print(f"  live takes {(systems.cpu(running)['live'] - before) / SECONDS:.1%} of a core")
        times = [[seconds for _, seconds in answers] for answers in (alone, beside)]
        row(f"webhooks at {rate:.0f}/s, nobody listens", times[0], accepted(alone))
        row(f"webhooks at {rate:.0f}/s, {STREAMS} streams", times[1], accepted(beside))
        before, after = (quantile(each, 0.99) for each in times)
        print(f"  p99 moves by {(after / before - 1) * 100:+.0f} %")
        ours.engine.dispose()


def _log_in(database: Database) -> tuple[int, list[str]]:
    """The demo shop, and the tokens of STREAMS browsers of one of its people."""
    tokens, now = [secrets.token_urlsafe(32) for _ in range(STREAMS)], datetime.now(UTC)
    with database.writing.begin() as db:
        merchant_id = db.query(Merchant).one().id
        staff_id = accounts.add_member(db, merchant_id, "bench@example.in", "Bench", StaffRole.OWNER, now)
        member = accounts.find_member(db, merchant_id, staff_id or 0)
        assert member is not None
        member.state = StaffState.ACTIVE
        for token in tokens:
            open_session(db, member, token, now)
    return merchant_id, tokens


async def _round(
    pool: Pool, requests: list[bytes], rate: float, database: Database, merchant_id: int
) -> list[tuple[int, float]]:
    changing = asyncio.create_task(_change(database, merchant_id))
    answers = await at_rate([functools.partial(pool.post, each) for each in requests], rate)
    changing.cancel()
    return answers


async def _change(database: Database, merchant_id: int) -> None:
    """Note CHANGES a second, each in a transaction of its own, until cancelled."""

    def note(number: int) -> None:
        with database.writing.begin() as db:
            note_change(db, merchant_id, ChangeKind.CONVERSATION, number, datetime.now(UTC))

    number = 0
    while True:
        number += 1
        await asyncio.to_thread(note, number)
        await asyncio.sleep(1 / CHANGES)


@asynccontextmanager
async def _listening(running: Running, tokens: list[str]) -> AsyncIterator[None]:
    """Have another process listen, as browsers elsewhere would; print what it heard."""
    command = (sys.executable, "-m", "bench.listening", running.settings.live_url)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(tokens).encode() + b"\n")
    opened = await process.stdout.readline()
    try:
        yield
    finally:
        process.stdin.close()
        print(f"  {opened.decode().strip()}, {(await process.stdout.readline()).decode().strip()}")
        await process.wait()
