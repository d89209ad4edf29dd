"""Stores what shops and carriers send: in the database, else on disk; nothing that was rightly signed is lost."""

from __future__ import annotations

import hashlib
import re

from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.db.engine import DatabaseError, Session
from bot.domain.connections import ConnectionState
from bot.domain.news import Delivery
from bot.logs import get_logger
from bot.platforms import DOORS, PATH
from bot.ports import Source
from bot.ports.platforms import Platform
from bot.services.connections import accounts
from bot.services.connections.vault import Sealed
from bot.services.events import store
from bot.spool import Receipt
from bot.tasks.names import APPLY

log = get_logger(__name__)
# They have done their work at the door.
NOT_STORED = frozenset(name for face in DOORS.values() for name in face.keys)
TAKEN, WRONG, UNKNOWN, LATER = 200, 401, 404, 503
# Nobody can be checked while the database is away: strangers must not fill the disk.
SPOOL_LIMIT, SPOOL_BYTES = 10_000, 512 * 1024 * 1024


def take_or_spool(bot: Bot, receipt: Receipt) -> int:
    """Store a request, on disk if need be; returns the HTTP status its sender is to see."""
    try:
        return take(bot, receipt)
    except (DatabaseError, Sealed) as error:
        room = bot.spool.count() < SPOOL_LIMIT and bot.spool.size() < SPOOL_BYTES
        return TAKEN if room and bot.spool.keep(receipt, error) else LATER


def take(bot: Bot, receipt: Receipt) -> int:
    """Check a request and store it once; returns the HTTP status its sender is to see.

    200 also for what we have already or cannot use: WooCommerce switches webhooks off that are refused a few times.

    Raises:
        DatabaseError: the database cannot be asked or written now.
        Sealed: the connection's secrets cannot be opened.
    """
    door, _, token = receipt.path.removeprefix(PATH).partition("/")
    face, body = DOORS[door], receipt.body.encode("latin-1")
    if not re.fullmatch("[0-9a-f]{8,64}", token):
        return UNKNOWN
    with bot.door.reading.begin() as db:
        connection = accounts.find_by_token(db, face.kind, token)
    if connection is None:
        return UNKNOWN
    if face.ping is not None and face.ping(receipt.headers.get("content-type", ""), body):
        return TAKEN  # unsigned, and nothing to keep
    if not _is_right(bot, face, connection, Delivery("", body, receipt.headers)):
        log.warning("a webhook is not signed as it should be", connection_id=connection.id)
        return WRONG
    _store(bot, face, connection, receipt, body)
    return TAKEN


def _is_right(bot: Bot, face: Platform, connection: Connection, delivery: Delivery) -> bool:
    if not bot.sources[face.kind].is_right(delivery, accounts.read_signing_secrets(bot.vault, connection)):
        return False
    named = delivery.headers.get(face.speaks_for) if face.speaks_for else None
    return named is None or named.strip().lower() == connection.account.lower()


def _store(bot: Bot, face: Platform, connection: Connection, receipt: Receipt, body: bytes) -> None:
    source = bot.sources[face.kind]
    headers = {name: value for name, value in receipt.headers.items() if name not in NOT_STORED}
    delivery = Delivery(source.topic_of(headers, body), body, headers)
    left = connection.state == ConnectionState.DISCONNECTED and delivery.topic not in face.last_words
    with bot.door.writing.begin() as db:
        accounts.note_heard(db, connection, bot.now())
        key = _key(source, delivery)
        ignored = ConnectionState.DISCONNECTED if left else ""
        kept = ""
        if delivery.topic in face.protected:
            kept = _misfit(bot, db, face, connection, delivery, key)
            # A shop may leave twice in the same words: once in each era of its connection.
            key = f"{key}@{connection.created_at.timestamp():.0f}{'?' if kept else ''}"
        event_id = store.store(db, connection, delivery, key, receipt.at, ignored=ignored, kept=kept)
    if kept:
        log.warning("a webhook that takes something away is kept for a person", connection_id=connection.id)
    elif event_id is not None and not left:
        bot.bells.ring(APPLY, event_id)


def _misfit(bot: Bot, db: Session, face: Platform, connection: Connection, delivery: Delivery, key: str) -> str:
    """Why what would take something away is not believed; "" where it is.

    Of an active connection the same words as before are a recording; of one that has left they end its next era too.
    """
    problem = face.misfit(delivery, connection.account, bot.now()) if face.misfit else ""
    if not problem and connection.state == ConnectionState.ACTIVE and store.is_known(db, connection, key):
        problem = "the same body has been said before"
    return problem and f"body: {problem}; if it is right: dastak events replay"


def _key(source: Source, delivery: Delivery) -> str:
    try:
        return source.dedupe_key(delivery)
    except Exception as error:  # a body nobody thought of: its bytes name it, and the worker says what is wrong
        log.error("a delivery has no key", topic=delivery.topic[:100], error=type(error).__name__)
        return f"{delivery.topic[:100]}:{hashlib.sha256(delivery.body).hexdigest()}"
