"""Stores what Twilio sends: in the database, else on disk; nothing that was rightly signed is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, parse_qsl, urlsplit

from werkzeug.datastructures import MultiDict

from bot.bootstrap import STATUS_PATH, Bot
from bot.channels.twilio.inbound import UnreadableMessage, parse_message, parse_status
from bot.db.engine import Conflict, DatabaseError, Unstorable
from bot.logs import get_logger
from bot.services.chat import attachments, inbox, unread
from bot.services.chat.unread import MOST_FIELDS
from bot.services.sending import statuses
from bot.spool import Receipt
from bot.tasks.names import ANSWER, FETCH, REACT

log = get_logger(__name__)
# Two first messages of one new customer at once: the loser's second look finds what the winner stored.
TRIES = 3


def form_of(body: str) -> MultiDict[str, str]:
    """The form as signed: blanks and empty values kept; raises ValueError for more than MOST_FIELDS."""
    return MultiDict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))


def take(bot: Bot, receipt: Receipt) -> None:
    """Store a verified request and ring for it; what cannot be read is kept for a person.

    Raises:
        DatabaseError: the database cannot be written now.
    """
    if reason := _try(bot, receipt):
        _keep(bot, receipt, reason)


def read_again(bot: Bot, kept_id: int) -> bool | None:
    """Store a request that was kept, if it can be understood by now; None when there is nothing of it to read.

    What it brought before is not brought twice.
    """
    with bot.database.writing.begin() as db:
        row = unread.claim(db, kept_id, bot.now())
        if row is None:
            return None
        receipt = Receipt(row.path, row.body, row.received_at.isoformat())
    reason = _try(bot, receipt)
    with bot.database.writing.begin() as db:
        unread.conclude(db, kept_id, reason, bot.now())
    return not reason


def _try(bot: Bot, receipt: Receipt) -> str:
    """Store a request; returns why it cannot be understood, "" where it was."""
    try:
        _again_if_raced(lambda: _store(bot, receipt))
    except (UnreadableMessage, inbox.NoMerchant) as error:
        return str(error)
    except ValueError:  # more fields than any message has
        return "more fields than any message has"
    except Unstorable:  # values no column takes: trying again would not help
        return "a value that the database does not take"
    return ""


def _keep(bot: Bot, receipt: Receipt, reason: str) -> None:
    log.warning("a signed request could not be understood", path=urlsplit(receipt.path).path, reason=reason)
    fingerprint = hashlib.sha256(f"{receipt.path}\n{receipt.body}".encode()).hexdigest()
    with bot.door.writing.begin() as db:
        unread.keep(db, receipt.path, receipt.body, reason, fingerprint, receipt.at)


def take_or_spool(bot: Bot, receipt: Receipt) -> bool:
    """Store a request, on disk if need be; False when even that fails and Twilio has to come again."""
    if bot.spool.is_behind():
        return bot.spool.add(receipt)
    try:
        take(bot, receipt)
    except DatabaseError as error:
        return bot.spool.keep(receipt, error)
    return True


def _store(bot: Bot, receipt: Receipt) -> None:
    # PostgreSQL has no place for the letter NUL, and no customer means it.
    form = MultiDict((name, value.replace("\x00", "")) for name, value in form_of(receipt.body).items(multi=True))
    if urlsplit(receipt.path).path.endswith(STATUS_PATH):
        _store_status(bot, receipt, form)
    else:
        _store_message(bot, form, receipt.at)


def _store_message(bot: Bot, form: MultiDict[str, str], now: datetime) -> None:
    received = parse_message(form)
    with bot.door.writing.begin() as db:
        conversation_id = inbox.take_in(db, received, now)
        media = attachments.list_waiting_of(db, received.sid) if conversation_id and received.media else []
    if conversation_id is None:
        return  # Twilio repeated itself
    bot.bells.ring(ANSWER, conversation_id)
    for media_id in media:
        bot.bells.ring(FETCH, media_id)


def _store_status(bot: Bot, receipt: Receipt, form: MultiDict[str, str]) -> None:
    token = parse_qs(urlsplit(receipt.path).query).get("m", [None])[0]
    news = parse_status(form, token)
    with bot.door.writing.begin() as db:
        failed = statuses.take(db, news, receipt.at)
    if failed is not None:
        bot.bells.ring(REACT, failed)


def _again_if_raced(store: Callable[[], None]) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            return store()
        except Conflict:
            if attempt == TRIES:
                raise
