"""Stores what shops and carriers send: in the database, else on disk; nothing that was rightly signed is lost."""

from __future__ import annotations

import hashlib
import logging
import re

from bot.bootstrap import Bot
from bot.db.connections import Connection
from bot.db.engine import DatabaseError
from bot.domain.news import Delivery
from bot.ports import Source
from bot.services.connections import accounts
from bot.services.connections.vault import Sealed
from bot.services.events import store
from bot.shops.woocommerce.source import is_ping
from bot.spool import Receipt
from bot.tasks.names import APPLY

log = logging.getLogger(__name__)
PATH = "/hooks/"
# The word in the address -> the kind of connection. Shiprocket refuses addresses with its own name in them.
DOORS = {"shopify": "shopify", "woocommerce": "woocommerce", "logistics": "shiprocket", "aftership": "aftership"}
# What a shop that left still has to say, and the law wants heard (FACTS 7.3).
LAST_WORDS = frozenset({"app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"})
# They have done their work at the door; Shiprocket's is the key itself.
NOT_STORED = frozenset(
    {"x-shopify-hmac-sha256", "x-wc-webhook-signature", "aftership-hmac-sha256", "x-api-key", "anx-api-key"}
)
TAKEN, WRONG, UNKNOWN, LATER = 200, 401, 404, 503
# Nobody can be checked while the database is away: strangers must not fill the disk.
SPOOL_LIMIT, SPOOL_BYTES = 10_000, 512 * 1024 * 1024


def take_or_spool(bot: Bot, receipt: Receipt) -> int:
    """Store a request, on disk if need be; gives the HTTP status its sender is to see."""
    try:
        return take(bot, receipt)
    except (DatabaseError, Sealed) as error:
        room = bot.spool.count() < SPOOL_LIMIT and bot.spool.size() < SPOOL_BYTES
        return TAKEN if room and bot.spool.keep(receipt, error) else LATER


def take(bot: Bot, receipt: Receipt) -> int:
    """Check a request and store it once; gives the HTTP status its sender is to see.

    200 also for what we have already or cannot use: WooCommerce switches webhooks off that are refused a few times.

    Raises:
        DatabaseError: the database cannot be asked or written now.
        Sealed: the connection's secrets cannot be opened.
    """
    door, _, token = receipt.path.removeprefix(PATH).partition("/")
    kind, body = DOORS[door], receipt.body.encode("latin-1")
    if not re.fullmatch("[0-9a-f]{8,64}", token):
        return UNKNOWN
    with bot.database.reading.begin() as db:
        connection = accounts.by_token(db, kind, token)
    if connection is None:
        return UNKNOWN
    if kind == "woocommerce" and is_ping(receipt.headers.get("content-type", ""), body):
        return TAKEN  # unsigned, and nothing to keep
    source = bot.sources[kind]
    if not _is_right(bot, source, connection, Delivery("", body, receipt.headers)):
        log.warning("a webhook for connection %s is not signed as it should be", connection.id)
        return WRONG
    _store(bot, source, connection, receipt, body)
    return TAKEN


def _is_right(bot: Bot, source: Source, connection: Connection, delivery: Delivery) -> bool:
    if not source.is_right(delivery, accounts.signing_secrets(bot.vault, connection)):
        return False
    # One secret signs for every shop that has the app: a shop must not speak for another.
    shop = delivery.headers.get("x-shopify-shop-domain")
    return connection.kind != "shopify" or shop is None or shop.strip().lower() == connection.account.lower()


def _store(bot: Bot, source: Source, connection: Connection, receipt: Receipt, body: bytes) -> None:
    headers = {name: value for name, value in receipt.headers.items() if name not in NOT_STORED}
    delivery = Delivery(source.topic_of(headers, body), body, headers)
    left = connection.state == accounts.DISCONNECTED and delivery.topic not in LAST_WORDS
    with bot.database.writing.begin() as db:
        accounts.heard(db, connection, bot.now())
        key = _key(source, delivery)
        event_id = store.store(db, connection, delivery, key, receipt.at, ignored="disconnected" if left else "")
    if event_id is not None and not left:
        bot.bells.ring(APPLY, event_id)


def _key(source: Source, delivery: Delivery) -> str:
    try:
        return source.dedupe_key(delivery)
    except Exception as error:  # a body nobody thought of: its bytes name it, and the worker says what is wrong
        log.error("no key for a delivery of topic %s: %s", delivery.topic[:100], type(error).__name__)
        return f"{delivery.topic[:100]}:{hashlib.sha256(delivery.body).hexdigest()}"
