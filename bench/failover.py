"""Valkey's or PostgreSQL's primary is killed while customers write: how long until answers come, and what is lost."""

from __future__ import annotations

import asyncio
import functools
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import redis
from sqlalchemy import create_engine, text

from bench import sentinels, standby, systems
from bench.doubtful import Doubtful
from bench.messages import receiver, shop_messages
from bench.systems import LANE, Running, inbound
from bench.table import accepted, row
from bench.wire import Answer, Pool, at_rate, post_once, response, until
from bot.config import Settings
from bot.redis_clients import open_client

RATE, BEFORE, AFTER = 4, 15.0, 30.0  # messages a second; seconds of them before and after the kill
NOTICED_AFTER = 5.0  # seconds that a watcher of PostgreSQL takes until it promotes the replica
BEHIND = 2.0  # seconds that an asynchronous replica is behind when the primary dies
PATIENCE = 240.0  # seconds
MEMORIES = "conversation:*"  # what Rasa keeps of each
_OPEN = "('queued', 'sending', 'unknown')"


class Truthful(Doubtful):
    """A stand-in for Twilio that takes every message and answers; its list is late, as Twilio's is."""

    def _respond(self, head: str, body: str) -> bytes:
        method, path = head.split(" ", 2)[:2]
        if "/Messages" not in path:
            return response(self._answer(head, body))
        if method == "GET":
            return response({"messages": self._list(path), "next_page_uri": None}, "200 OK")
        return response(self._take(head, body))


@dataclass(frozen=True, slots=True)
class Course:
    """How it went: when each message was posted and when the primary was killed (time.perf_counter), and the answers
    to the posts.
    """

    posted: Mapping[int, float]
    killed: float
    answers: Sequence[Answer]


async def main(var_dir: Path) -> None:
    """Try all of them, one after the other."""
    await valkey(var_dir / "valkey")
    await postgres(var_dir / "synchronous", synchronous=True)
    await postgres(var_dir / "asynchronous", synchronous=False)


async def valkey(var_dir: Path) -> None:
    """Kill the primary of a Valkey that three Sentinels watch."""
    with sentinels.watched(var_dir / "servers") as servers:
        print(f"Valkey, three Sentinels, down after {sentinels.DOWN_AFTER:.0f} s")
        before: set[str] = set()

        def strike() -> float:
            before.update(_list_memories(servers.url))
            servers.kill_primary()
            killed = time.perf_counter()
            _print_after("a primary again", killed, lambda: _writes(servers.url))
            return killed

        await _put_to_trial(
            var_dir / "run", strike, redis_url=servers.url, after=lambda: _tell_memories(before, servers.url)
        )


async def postgres(var_dir: Path, *, synchronous: bool) -> None:
    """Kill the primary of a PostgreSQL with a replica, which is promoted; one that is not synchronous lags behind."""
    with standby.replicated() as pair:
        print(f"PostgreSQL, {'synchronous' if synchronous else f'asynchronous, {BEHIND:.0f} s behind'}")
        if synchronous:
            pair.make_synchronous()

        def strike() -> float:
            if not synchronous:
                pair.cut_off()
                time.sleep(BEHIND)
            pair.kill_primary()
            killed = time.perf_counter()
            time.sleep(NOTICED_AFTER)
            pair.promote()
            print(f"  {'promoted':42} {time.perf_counter() - killed:8.1f} s after the kill")
            return killed

        await _put_to_trial(var_dir, strike, database=pair.url)


async def _put_to_trial(
    var_dir: Path,
    strike: Callable[[], float],
    database: str = "",
    redis_url: str = "",
    after: Callable[[], None] = lambda: None,
) -> None:
    """Let customers write at a steady rate, one message each, strike in the middle, and hold the rows against the door.

    `strike` returns when the primary was killed.
    """
    twilio = Truthful(Settings.from_env({"VAR_DIR": str(var_dir)}).twilio_auth_token)
    await twilio.start()
    names = [name for name in LANE if name != "valkey" or not redis_url]
    with systems.ours(var_dir, twilio.port, names, database, redis_url=redis_url) as running:
        twilio.pool = Pool(running.settings.public_url, 4)
        course = await _converse(running, strike)
        await until(lambda: not _count_open(running), PATIENCE)
        await twilio.hang_up()
        _report(running, twilio, course)
        after()


async def _converse(running: Running, strike: Callable[[], float]) -> Course:
    requests = inbound(running, shop_messages(int((BEFORE + AFTER) * RATE)))
    posted: dict[int, float] = {}

    async def post(number: int) -> Answer:
        posted[number] = time.perf_counter()
        return await post_once(running.settings.public_url, requests[number], PATIENCE)

    posting = asyncio.ensure_future(at_rate([functools.partial(post, n) for n in range(len(requests))], RATE))
    await asyncio.sleep(BEFORE)
    killed = await asyncio.to_thread(strike)
    return Course(posted, killed, await posting)


def _report(running: Running, twilio: Truthful, course: Course) -> None:
    arrived = {n: twilio.arrived[receiver(n)][0] for n in course.posted if receiver(n) in twilio.arrived}
    row("  webhooks", [seconds for _, seconds in course.answers], accepted(course.answers))
    for name, since, end in (("before", -BEFORE, 0.0), ("within 10 s", 0.0, 10.0), ("later", 10.0, AFTER)):
        asked = [n for n, at in course.posted.items() if since <= at - course.killed < end]
        took = [arrived[n] - course.posted[n] for n in asked if n in arrived]
        row(f"  answers to what came {name}", took, f"{len(took)} of {len(asked)}")
    first = min((at for n, at in arrived.items() if course.posted[n] > course.killed), default=0.0)
    print(f"  {'first answer to what came after the kill':42} {first - course.killed:8.1f} s after the kill")
    _compare(running, twilio, course)


def _compare(running: Running, twilio: Truthful, course: Course) -> None:
    taken = {number for number, (status, _) in enumerate(course.answers) if 200 <= status < 300}
    known = {int(sid[2:], 16) for sid, _ in _read(running, "SELECT provider_sid, id FROM inbound_message")}
    states = dict(_read(running, "SELECT token, state FROM outgoing_message"))
    left = {token for token, state in states.items() if state in ("accepted", "sent", "delivered", "read")}
    twice = sum(len(times) > 1 for times in twilio.told.values())
    more = sum(len(times) for times in twilio.told.values()) - len(left)
    print(f"  acknowledged {len(taken)}, of them lost {len(taken - known)}")
    forgotten, untrue = twilio.told.keys() - states.keys(), left - twilio.told.keys()
    print(
        f"  messages at Twilio {len(twilio.told)}: twice {twice}, forgotten by us {len(forgotten)}, "
        f"called sent and not there {len(untrue)}, more than rows {more}"
    )
    print("  states: " + ", ".join(f"{state} {count}" for state, count in Counter(states.values()).most_common()))


def _count_open(running: Running) -> int:
    with suppress(Exception):  # the database may be away
        waiting = _read(running, "SELECT id, id FROM inbound_message WHERE state = 'waiting'")
        return len(waiting) + len(_read(running, f"SELECT id, id FROM outgoing_message WHERE state IN {_OPEN}"))
    return 1


def _read(running: Running, query: str) -> list[tuple[str, str]]:
    engine = create_engine(running.settings.database_url)
    with engine.connect() as connection:
        found = [(str(each[0]), str(each[-1])) for each in connection.execute(text(query))]
    engine.dispose()
    return found


def _print_after(what: str, killed: float, done: Callable[[], bool]) -> None:
    while not done():
        time.sleep(0.05)
    print(f"  {what:42} {time.perf_counter() - killed:8.1f} s after the kill")


def _writes(url: str) -> bool:
    with suppress(redis.RedisError), open_client(url, socket_timeout=0.5, socket_connect_timeout=0.5) as client:
        return bool(client.set("bench:probe", 1, ex=5))
    return False


def _list_memories(url: str) -> set[str]:
    with open_client(url, decode_responses=True) as client:
        return {str(key) for key in client.scan_iter(MEMORIES, count=1000)}


def _tell_memories(before: set[str], url: str) -> None:
    print(f"  Rasa's memories: {len(before)} before the kill, {len(before - _list_memories(url))} of them lost")
