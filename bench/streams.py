"""What two hundred open screens cost the webhooks, while things change twenty times a second.

Rounds with and without the streams by turns, the first of them not counted; the figure is the median of what p99 moves
by between two neighbours, since one round on a shared machine says little. The screens are elsewhere in truth, here in
a process that gets a core only when nothing else wants it (bench.listening). What changes is noted in both kinds.
"""

from __future__ import annotations

import asyncio
import functools
import json
import secrets
import statistics
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

STREAMS, ROUNDS = 200, 6
RATE, SECONDS, CHANGES = 100, 10, 20  # webhooks a second, for so long; changes a second


async def main(var_dir: Path, sink_port: int, database: str, rate: float = RATE) -> None:
    """Post webhooks by turns without and with the streams, and print both."""
    count = int(rate * SECONDS)
    with systems.ours(var_dir, sink_port, ("valkey", "web", "live"), database) as running:
        ours = sessions(open_engine(running.settings.database_url))
        tell_committed(ours.writing, Chimes(running.settings.redis_url).strike)
        merchant_id, tokens = _log_in(ours)
        requests = iter(inbound(running, shop_messages((2 * ROUNDS + 1) * count), 500))
        pool = Pool(running.settings.public_url, 32)

        async def measure() -> list[tuple[int, float]]:
            return await _round(pool, [next(requests) for _ in range(count)], rate, ours, merchant_id)

        await measure()
        alone, beside = [], []
        for number in range(ROUNDS):
            if number % 2:  # whatever drifts meanwhile meets both kinds alike
                alone.append(await measure())
            async with _listening(running, tokens):
                before = systems.cpu(running)["live"]
                beside.append(await measure())
                print(f"  live takes {(systems.cpu(running)['live'] - before) / SECONDS:.1%} of a core")
            if not number % 2:
                alone.append(await measure())
        memory(running)
        _tell(rate, alone, beside)
        ours.engine.dispose()


def _tell(rate: float, alone: list[list[tuple[int, float]]], beside: list[list[tuple[int, float]]]) -> None:
    for name, rounds in (("nobody listens", alone), (f"{STREAMS} streams", beside)):
        answers = [answer for each in rounds for answer in each]
        row(f"webhooks at {rate:.0f}/s, {name}", [seconds for _, seconds in answers], accepted(answers))
    moved = [_p99(after) / _p99(before) - 1 for before, after in zip(alone, beside, strict=True)]
    each = ", ".join(f"{one:+.0%}" for one in moved)
    print(f"  p99 moves by {statistics.median(moved):+.0%} (rounds: {each})")


def _p99(answers: list[tuple[int, float]]) -> float:
    return quantile([seconds for _, seconds in answers], 0.99)


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
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe, start_new_session=True)
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
