"""Whether the assistant ever talks over a person: each conversation is taken over at a random moment of its turn."""

from __future__ import annotations

import asyncio
import functools
import json
import random
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests
from sqlalchemy import func, select

from bench import postgres, systems
from bench.messages import phone, receiver, shop_messages, whatsapp_form
from bench.wire import Pool, Sink, at_rate, form_request, until
from bot.config import Settings
from bot.db.conversations import Conversation, InboundMessage
from bot.db.desk import TimelineEvent
from bot.db.engine import Database, open_engine, sessions
from bot.db.outgoing import OutgoingMessage
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.conversations import InboundState
from bot.domain.sending import Author
from bot.domain.timeline import TimelineKind
from bot.services.shop import api_keys

RATE, LONGEST, WORKERS = 8, 0.6, 2  # conversations a second; seconds from a message to its take-over at most
PATIENCE, WARM = 150.0, 20
DONE, TRIES, PAUSE = 200, 30, 0.3  # of the API; seconds between two tries


@dataclass
class Race:
    """What happened: when (time.perf_counter) each conversation was taken over, and what the API said to it."""

    taken: dict[int, float] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    written: int = 0


async def main(var_dir: Path, sink: Sink, count: int, server_url: str) -> None:
    """Print words of the assistant after its conversation was taken over, messages lost, and messages not shown."""
    with (
        postgres.server(server_url) as server,
        postgres.database(server, "dastak_bench_take_over") as url,
        systems.ours(var_dir, sink.port, systems.LANE, url, workers=WORKERS) as running,
    ):
        settings = running.settings
        engine = open_engine(settings.database_url)
        database = sessions(engine)
        key, ids = _prepare(database)
        pool, race, chance = Pool(settings.public_url, 32), Race(), random.Random(count)
        warm = [functools.partial(_write, settings, pool, 10_000 + n, "hello", count + n) for n in range(WARM)]
        await at_rate(warm, 10)
        await until(lambda: all(receiver(count + n) in sink.arrived for n in range(WARM)), PATIENCE)
        texts = shop_messages(count)
        one = functools.partial(_one, settings, pool, race, key, ids)
        jobs = [functools.partial(one, n, texts[n], chance.uniform(0.0, LONGEST)) for n in range(count)]
        await at_rate(jobs, RATE)
        await until(lambda: _answered(database) >= race.written + WARM, PATIENCE)
        await asyncio.sleep(2.0)  # whatever would still be said is said by then
        _print(database, race, await asyncio.to_thread(_count_hidden, settings, key, database, count), count)
        engine.dispose()


async def _one(
    settings: Settings, pool: Pool, race: Race, key: str, ids: dict[str, int], n: int, text: str, wait: float
) -> None:
    """A customer writes, a person takes over, the customer writes again."""
    await _write(settings, pool, n, text, n)
    await asyncio.sleep(wait)
    for _ in range(TRIES):  # as the console does while the database is busy
        status, _ = await pool.post(_take(settings, key, ids[phone(n)]))
        race.statuses.append(status)
        if status == DONE:
            race.taken[n] = time.perf_counter()
            break
        await asyncio.sleep(PAUSE)
    await _write(settings, pool, 20_000 + n, "are you there?", n)
    race.written += 2


async def _write(settings: Settings, pool: Pool, number: int, text: str, sender: int) -> None:
    url = f"{settings.public_url}/twilio/messages"
    form = whatsapp_form(number, text, settings.twilio_account_sid, sender)
    await pool.post(form_request(url, form, settings.twilio_auth_token))


def _take(settings: Settings, key: str, conversation_id: int) -> bytes:
    body = json.dumps({"epoch": 0}).encode()
    head = [
        f"POST /api/v1/conversations/{conversation_id}/take HTTP/1.1",
        f"Host: {settings.public_url.partition('//')[2]}",
        f"Authorization: Bearer {key}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _prepare(database: Database) -> tuple[str, dict[str, int]]:
    """A key that may take over, and the conversation of each number."""
    with database.writing.begin() as db:
        shop = db.scalars(select(Merchant.id)).one()
        scopes = [Permission.CONVERSATIONS_READ, Permission.CONVERSATIONS_WRITE]
        key = api_keys.add(db, shop, "race", secrets.token_hex(20), datetime.now(UTC), scopes)[1]
        return key, {row.address: row.id for row in db.execute(select(Conversation.id, Conversation.address))}


def _answered(database: Database) -> int:
    """How many messages of customers were answered or left to a person; what the spool holds is none yet."""
    with database.reading.begin() as db:
        done = select(func.count()).select_from(InboundMessage).where(InboundMessage.state != InboundState.WAITING)
        return db.scalar(done) or 0


def _count_hidden(settings: Settings, key: str, database: Database, count: int) -> int:
    """Messages of customers that the thread of their conversation does not show, asked for as the console does."""
    hidden = 0
    with database.reading.begin() as db:
        theirs: dict[int, set[str]] = {}
        for conversation_id, row_id in db.execute(select(InboundMessage.conversation_id, InboundMessage.id)):
            theirs.setdefault(conversation_id, set()).add(f"in-{row_id}")
    for conversation_id, names in theirs.items():
        url = f"{settings.public_url}/api/v1/conversations/{conversation_id}/timeline?limit=100"
        items = requests.get(url, headers={"Authorization": f"Bearer {key}"}, timeout=10).json()["items"]
        hidden += len(names - {item["id"] for item in items})
        time.sleep(0.01)  # a key has 100 calls a second
    return hidden


def _print(database: Database, race: Race, hidden: int, count: int) -> None:
    with database.reading.begin() as db:
        events = select(TimelineEvent).where(TimelineEvent.kind == TimelineKind.TAKEN)
        taken = {event.conversation_id: event.at for event in db.scalars(events)}
        ours = select(OutgoingMessage).where(OutgoingMessage.author == Author.ASSISTANT)
        said = [row for row in db.scalars(ours) if row.conversation_id in taken]
        left = [row for row in said if row.accepted_at is not None and row.claimed_at is not None]
        after = [row for row in left if row.claimed_at and row.claimed_at > taken[row.conversation_id]]
        withheld = sum(row.ended_because == "withheld" for row in said)
        before = len(left) - len(after)
        kept = len(db.scalars(select(InboundMessage.id)).all()) - WARM
    ways = [(row.claimed_at, row.accepted_at, taken[row.conversation_id]) for row in left]
    late = [accepted - at for claimed, accepted, at in ways if claimed and accepted and claimed <= at < accepted]
    latest = max(late, default=timedelta()).total_seconds() * 1000
    busy = sum(status != DONE for status in race.statuses)
    print(f"{count} conversations, {len(taken)} taken over ({busy} tries found the database busy), {WORKERS} workers")
    print(f"  words of the assistant after it: {len(after)}; before it {before}, withheld and shown {withheld}")
    print(f"  in the air when it was taken: {len(late)}, the latest there {latest:.0f} ms later")
    print(f"  messages of customers: {race.written}, lost {race.written - kept}, not shown {hidden}")
