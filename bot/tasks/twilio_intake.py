"""Stores what Twilio sends: in the database, else on disk; nothing that was rightly signed is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, parse_qsl, urlsplit

from werkzeug.datastructures import MultiDict

from bot.bootstrap import STATUS_PATH, Bot
from bot.channels.twilio.inbound import UnreadableMessage, parse_message, parse_status
from bot.db.engine import Conflict, DatabaseError, Unstorable
from bot.logs import get_logger
from bot.services.accounts import own
from bot.services.chat import attachments, inbox, unread
from bot.services.chat.unread import MOST_FIELDS
from bot.services.connections.vault import Sealed
from bot.services.sending import statuses
from bot.spool import Receipt
from bot.tasks.names import ANSWER, FETCH, REACT

log = get_logger(__name__)
# Two first messages of one new customer at once: the loser's second look finds what the winner stored.
TRIES = 3
TAKEN, WRONG, LATER = 200, 403, 503
SIGNATURE = "x-twilio-signature"
# Who names a shop's account while nobody can be checked may be a stranger, who must not fill the disk.
SPOOL_LIMIT, SPOOL_BYTES = 10_000, 512 * 1024 * 1024


class WrongSender(Exception):
    """An account that spoke for another shop than its own."""


def form_of(body: str) -> MultiDict[str, str]:
    """The form as signed: blanks and empty values kept; raises ValueError for more than MOST_FIELDS."""
    return MultiDict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))


def take(bot: Bot, receipt: Receipt, account: str = "") -> None:
    """Store a verified request and ring for it; what cannot be read is kept for a person.

    Args:
        account: the one whose signature it has, a shop's own by its sid, "" the installation's.

    Raises:
        DatabaseError: the database cannot be written now.
        WrongSender: it speaks of what is not of a shop of this account.
    """
    if reason := _try(bot, receipt, account):
        _keep(bot, receipt, reason, account)


def read_again(bot: Bot, kept_id: int) -> bool | None:
    """Store a request that was kept, if it can be understood by now; None when there is nothing of it to read.

    What it brought before is not brought twice.
    """
    with bot.database.writing.begin() as db:
        row = unread.claim(db, kept_id, bot.now())
        if row is None:
            return None
        receipt = Receipt(row.path, row.body, row.received_at.isoformat())
    try:
        reason = _try(bot, receipt, account_of(bot, form_of(row.body)))
    except (WrongSender, ValueError):
        reason = "of an account that speaks for another shop"
    with bot.database.writing.begin() as db:
        unread.conclude(db, kept_id, reason, bot.now())
    return not reason


def _try(bot: Bot, receipt: Receipt, account: str) -> str:
    """Store a request; returns why it cannot be understood, "" where it was."""
    try:
        _again_if_raced(lambda: _store(bot, receipt, account))
    except (UnreadableMessage, inbox.NoMerchant) as error:
        return str(error)
    except ValueError:  # more fields than any message has
        return "more fields than any message has"
    except Unstorable:  # values no column takes: trying again would not help
        return "a value that the database does not take"
    except own.WrongAccount as error:
        log.warning("an account spoke for another shop: nothing of it is kept", path=urlsplit(receipt.path).path)
        raise WrongSender from error
    return ""


def _keep(bot: Bot, receipt: Receipt, reason: str, account: str) -> None:
    log.warning("a signed request could not be understood", path=urlsplit(receipt.path).path, reason=reason)
    fingerprint = hashlib.sha256(f"{receipt.path}\n{receipt.body}".encode()).hexdigest()
    with bot.door.writing.begin() as db:
        unread.keep(db, receipt.path, receipt.body, reason, fingerprint, receipt.at, account)


def take_or_spool(bot: Bot, receipt: Receipt, form: MultiDict[str, str], signature: str) -> int:
    """Check a request by the account it names and store it, on disk if need be; the HTTP status Twilio is to see."""
    try:
        account = signed_by(bot, receipt.path, form, signature)
    except (DatabaseError, Sealed) as error:
        return _put_aside(bot, receipt, signature, error)
    if account is None:
        return WRONG
    if bot.spool.is_behind():
        return TAKEN if bot.spool.add(receipt) else LATER
    try:
        take(bot, receipt, account)
    except DatabaseError as error:
        return TAKEN if bot.spool.keep(receipt, error) else LATER
    except WrongSender:
        return WRONG
    return TAKEN


def signed_by(bot: Bot, path: str, form: MultiDict[str, str], signature: str) -> str | None:
    """The account that a request names and was signed by: a shop's own by its sid, "" the installation's; None if not.

    Raises:
        Sealed, DatabaseError: nobody can say now.
    """
    url, named = bot.settings.public_url + path, form.get("AccountSid", "")
    if named != bot.settings.twilio_account_sid:
        signed = bot.ways.is_signed(named, url, form, signature, bot.now())
        if signed is not None:
            return named if signed else None
    return "" if bot.signature.is_right(url, form, signature) else None


def account_of(bot: Bot, form: MultiDict[str, str]) -> str:
    """The account that a form names, which was checked before; "" for the installation's, which speaks for its
    subaccounts and any that no shop has: with its tokens alone, so that a name by itself opens nothing.

    Raises:
        DatabaseError: nobody can say now.
    """
    named = form.get("AccountSid", "")
    return named if named != bot.settings.twilio_account_sid and bot.ways.has(named, bot.now()) else ""


def replay(bot: Bot, receipt: Receipt) -> None:
    """Store what waited on disk; checked first, where nobody could when it came.

    Raises:
        DatabaseError, Sealed: not yet.
    """
    form = form_of(receipt.body)
    account: str | None = account_of(bot, form)
    if SIGNATURE in receipt.headers:
        account = signed_by(bot, receipt.path, form, receipt.headers[SIGNATURE])
    if account is None:
        log.warning("a spooled request turned out not to be Twilio's: dropped")
        return
    with suppress(WrongSender):
        take(bot, receipt, account)


def _put_aside(bot: Bot, receipt: Receipt, signature: str, why: Exception) -> int:
    """Keep on disk what can be checked by nobody now; of strangers, too, and therefore only so much."""
    if not signature or bot.spool.count() >= SPOOL_LIMIT or bot.spool.size() >= SPOOL_BYTES:
        return LATER
    unchecked = replace(receipt, headers={SIGNATURE: signature})
    if isinstance(why, Sealed):
        log.error("a shop's token at Twilio cannot be opened: its messages wait", reason=str(why))
        kept = bot.spool.add(unchecked)  # others need not wait behind it
    else:
        kept = bot.spool.keep(unchecked, why)
    return TAKEN if kept else LATER


def _store(bot: Bot, receipt: Receipt, account: str) -> None:
    # PostgreSQL has no place for the letter NUL, and no customer means it.
    form = MultiDict((name, value.replace("\x00", "")) for name, value in form_of(receipt.body).items(multi=True))
    if urlsplit(receipt.path).path.endswith(STATUS_PATH):
        _store_status(bot, receipt, form, account)
    else:
        _store_message(bot, form, receipt.at, account)


def _store_message(bot: Bot, form: MultiDict[str, str], now: datetime, account: str) -> None:
    received = parse_message(form)
    with bot.door.writing.begin() as db:
        conversation_id = inbox.take_in(db, received, now, account)
        media = attachments.list_waiting_of(db, received.sid) if conversation_id and received.media else []
    if conversation_id is None:
        return  # Twilio repeated itself
    bot.bells.ring(ANSWER, conversation_id)
    for media_id in media:
        bot.bells.ring(FETCH, media_id)


def _store_status(bot: Bot, receipt: Receipt, form: MultiDict[str, str], account: str) -> None:
    token = parse_qs(urlsplit(receipt.path).query).get("m", [None])[0]
    news = parse_status(form, token)
    with bot.door.writing.begin() as db:
        failed = statuses.take(db, news, receipt.at, account)
    if failed is not None:
        bot.bells.ring(REACT, failed)


def _again_if_raced(store: Callable[[], None]) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            return store()
        except Conflict:
            if attempt == TRIES:
                raise
