"""Messages of which we don't know whether they left, under load: how long until that is known, how many came twice."""

from __future__ import annotations

import asyncio
import statistics
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bench import shop_lane, told
from bench.doubtful import Doubtful, Watched
from bench.posts import stream
from bench.shop_lane import Lane
from bench.wire import Pool, until
from bot.config import Settings
from bot.db.engine import Database
from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import DeliveryState

COUNT, RATE, CONNECTIONS = 1200, 20.0, 8
LASTED, PATIENCE = timedelta(minutes=12), 600.0


async def main(var_dir: Path, database: str) -> None:
    """Post shop events at a steady rate, and let the stand-in for Twilio leave us in doubt about some messages.

    Args:
        var_dir: an empty folder.
        database: DATABASE_URL of an empty database; "" for SQLite.
    """
    twilio = Doubtful(Settings.from_env({"VAR_DIR": str(var_dir)}).twilio_auth_token)
    await twilio.start()
    with shop_lane.started(var_dir, twilio.port, database) as lane:
        twilio.pool = Pool(lane.running.settings.public_url, CONNECTIONS)
        watched = Watched(lambda: _unknown(lane.database))
        watching = asyncio.ensure_future(watched.watch())
        await _post(lane)
        await until(lambda: not told.waiting(lane.database), PATIENCE)
        await until(lambda: told.is_quiet(lane.database), PATIENCE)
        await twilio.hang_up()
        watching.cancel()
        _report(watched.lasted, twilio, lane.database)


async def _post(lane: Lane) -> None:
    posts = stream(COUNT, lane.doors, datetime.now(UTC) - LASTED)
    pool, loop = Pool(lane.running.settings.public_url, CONNECTIONS), asyncio.get_running_loop()
    began, waiting = loop.time(), iter(enumerate(posts))

    async def post_some() -> None:
        for number, post in waiting:
            await asyncio.sleep(max(0.0, began + number / RATE - loop.time()))
            await pool.post(post.request)

    await asyncio.gather(*(post_some() for _ in range(CONNECTIONS)))


def _unknown(database: Database) -> set[int]:
    with database.reading.begin() as db:
        return set(db.scalars(select(OutgoingMessage.id).where(OutgoingMessage.state == DeliveryState.UNKNOWN)))


def _report(lasted: list[float], twilio: Doubtful, database: Database) -> None:
    seconds = sorted(lasted) or [0.0]
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    with database.reading.begin() as db:
        tokens = dict(db.execute(select(OutgoingMessage.token, OutgoingMessage.state)).all())
    gone = {DeliveryState.ACCEPTED, DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ}
    twice = [token for token, times in twilio.told.items() if len(times) > 1]
    lost = [token for token, state in tokens.items() if state in gone and token not in twilio.told]
    print(
        f"{f'in doubt, at {RATE:.0f} events/s':44} p50 {statistics.median(seconds):7.1f}  p95 {p95:7.1f}  "
        f"max {seconds[-1]:7.1f} s   {len(lasted)} doubts"
    )
    print(f"  messages: {len(twilio.told)} taken, {len(twice)} twice, {len(lost)} said to have left and did not")
    print("  states: " + ", ".join(f"{state} {count}" for state, count in Counter(tokens.values()).most_common()))
