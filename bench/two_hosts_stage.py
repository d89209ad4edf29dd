"""Two hosts as they are run in earnest, each with all processes and a disk of its own, and what they share."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from bench import shop_lane, systems
from bench.exchange import Exchange
from bench.hosts import Host
from bench.lines import Line
from bench.posts import Doors
from bot.config import VALKEY_OFFSET, Settings
from bot.db.engine import Database, open_engine, sessions
from bot.db.migrate import upgrade
from bot.demo.seed import seed
from bot.running import ROOT, processes, training

NAMES = ("one", "two")


@dataclass(frozen=True, slots=True)
class Stage:
    """Two hosts, and all that they share."""

    hosts: tuple[Host, ...]
    database: Database
    exchange: Exchange
    settings: Settings  # which both have, but for ports and VAR_DIR
    doors: Doors


@asynccontextmanager
async def started(url: str, folder: Path, exchange: Exchange) -> AsyncIterator[Stage]:
    """Valkey, and then both hosts, each with lines of its own to everything; all gone afterwards."""
    shared = {
        "DATABASE_URL": url,
        "TWILIO_API_URL": f"http://127.0.0.1:{exchange.port}",
        "VAR_DIR": str(folder / "shared"),
    }
    shared |= {
        "SECRET_KEY": secrets.token_hex(32),
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "PORT": str(systems.free_ports()),
    }
    settings = Settings.from_env(shared)
    upgrade(url)
    seed(settings)
    systems.learn_answers(settings)
    database = sessions(open_engine(url, pool_size=2))
    with database.writing.begin() as db:
        doors = shop_lane.furnish(db, settings)
    model = training.ensure_model(ROOT, folder / "train.log")
    valkey = [one for one in processes.table(settings, model, ROOT) if one.name == "valkey"]
    hosts: list[Host] = []
    try:
        with systems.supervised(settings, valkey, shared):
            for name in NAMES:
                hosts.append(await _build(name, folder, settings, shared, exchange, model))
                await asyncio.to_thread(hosts[-1].start)
            yield Stage(tuple(hosts), database, exchange, settings, doors)
            await asyncio.gather(*(asyncio.to_thread(host.stop) for host in hosts))
    finally:
        for host in hosts:
            host.stop()
        database.engine.dispose()


async def _build(
    name: str, folder: Path, settings: Settings, shared: Mapping[str, str], exchange: Exchange, model: Path
) -> Host:
    url = make_url(settings.database_url)
    lines = tuple(Line(port) for port in (url.port or 0, settings.port + VALKEY_OFFSET, exchange.port))
    for line in lines:
        await line.start()
    to_database, to_redis, to_twilio = (line.port for line in lines)
    redis = settings.redis_url.replace(f":{settings.port + VALKEY_OFFSET}/", f":{to_redis}/")
    own = {
        "VAR_DIR": str(folder / name),
        "PORT": str(systems.free_ports()),
        "PUBLIC_URL": settings.public_url,
        "DATABASE_URL": url.set(port=to_database).render_as_string(hide_password=False),
        "REDIS_URL": redis,
        "TWILIO_API_URL": f"http://127.0.0.1:{to_twilio}",
    }
    return Host(name, {**shared, **own}, model, lines)
