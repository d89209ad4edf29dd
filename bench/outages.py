"""What customers are told when a part is away in the middle of their conversations: Rasa killed, PostgreSQL stopped."""

from __future__ import annotations

import asyncio
import functools
import signal
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

import psutil
from sqlalchemy import create_engine, make_url, text

from bench import postgres, systems
from bench.messages import shop_messages
from bench.systems import Running, inbound
from bench.table import accepted, row
from bench.wire import Answer, at_rate, post_once, until
from bot.running import family

CONVERSATIONS, KILLS, PAUSE = 200, 3, 20.0  # seconds between two kills
RATE, BEFORE, AFTER = 5, 10.0, 10.0  # messages a second; seconds of them before and after PostgreSQL is stopped
PATIENCE = 300.0  # seconds
Disturb = Callable[[Running], Coroutine[None, None, None]]
_NO_ANSWERS = ("holding.moment", "holding.line", "trouble.sorry")


async def rasa(var_dir: Path, sink_port: int, database: str) -> None:
    """Kill Rasa three times in two hundred conversations."""

    async def kill(running: Running) -> None:
        for _ in range(KILLS):
            await asyncio.sleep(PAUSE / 2)
            for process in family.members(str(running.settings.var_dir), "rasa"):
                process.send_signal(signal.SIGKILL)
            await asyncio.sleep(PAUSE / 2)

    with systems.ours(var_dir, sink_port, systems.LANE, database) as running:
        await _converse(running, CONVERSATIONS, CONVERSATIONS / (KILLS * PAUSE), kill)


async def stopped_postgres(var_dir: Path, sink_port: int, seconds: float) -> None:
    """Stop PostgreSQL for so long while customers write."""
    with postgres.server() as server, postgres.database(server, "outages") as database:
        port = make_url(database).port

        async def stop(_running: Running) -> None:
            await asyncio.sleep(BEFORE)
            processes = list_serving(port)
            for process in processes:
                process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(seconds)
            for process in processes:
                process.send_signal(signal.SIGCONT)

        with systems.ours(var_dir, sink_port, systems.LANE, database) as running:
            await _converse(running, int((BEFORE + seconds + AFTER) * RATE), RATE, stop)


async def _converse(running: Running, count: int, rate: float, disturb: Disturb) -> None:
    """Let so many customers write one message each, and print what they were told."""
    requests = inbound(running, shop_messages(count))
    jobs = [functools.partial(post_once, running.settings.public_url, each, PATIENCE) for each in requests]
    disturbing = asyncio.ensure_future(disturb(running))
    answers = await at_rate(jobs, rate)
    await disturbing
    await until(lambda: not _read(running, "SELECT id, id FROM inbound_message WHERE state = 'waiting'"), PATIENCE)
    _print(running, answers)


def _print(running: Running, answers: Sequence[Answer]) -> None:
    row("webhooks during the outage", [seconds for _, seconds in answers], accepted(answers))
    said = _read(running, "SELECT conversation_id, key FROM outgoing_message WHERE key IS NOT NULL")
    told = {key: Counter(who for who, what in said if what == key) for key in _NO_ANSWERS}
    answered = {who for who, what in said if what not in _NO_ANSWERS}
    print(f"  {len(answered)} of {len(answers)} customers answered")
    for key, customers in told.items():
        print(f"  {key}: {len(customers)} customers, at most {max(customers.values(), default=0)} each")


def _read(running: Running, query: str) -> list[tuple[int, str]]:
    engine = create_engine(running.settings.database_url)
    with engine.connect() as connection:
        found = [(each[0], str(each[-1])) for each in connection.execute(text(query))]
    engine.dispose()
    return found


def list_serving(port: int | None) -> list[psutil.Process]:
    """List the server that listens on a port of this machine, with its children."""
    listening = (each for each in psutil.net_connections("tcp") if each.status == psutil.CONN_LISTEN)
    server = psutil.Process(next(each.pid for each in listening if each.laddr[1:] == (port,)))
    return [server, *server.children(recursive=True)]
