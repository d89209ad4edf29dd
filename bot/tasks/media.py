"""Fetches the files customers send."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.logs import get_logger
from bot.media import FileNotYet, FileRefused, name_account
from bot.services.chat import attachments
from bot.services.chat.attachments import WantedFile
from bot.services.connections.vault import Sealed
from bot.tasks.names import FETCH
from bot.ways import Forgotten

log = get_logger(__name__)


def fetch_media(bot: Bot, media_id: int) -> None:
    """Fetch one file a customer sent; Twilio may need a moment before it is there."""
    with bot.database.writing.begin() as db:
        wanted = attachments.claim(db, media_id, bot.now())
    if wanted is None:
        return
    try:
        kept = bot.media.fetch(wanted.url, _account(bot, wanted))
    except (FileNotYet, FileRefused, Sealed) as error:
        with bot.database.writing.begin() as db:
            wait = attachments.record_failure(db, media_id, str(error), isinstance(error, FileRefused), bot.now())
        if wait is not None:
            bot.bells.ring(FETCH, media_id, after=wait)
        return
    with bot.database.writing.begin() as db:
        attachments.keep(db, media_id, kept.path, kept.size, kept.content_type)


def bring_here(bot: Bot, media_id: int) -> str:
    """Fetch a file from Twilio once more where another host has it, or had; returns why it cannot be had, "" if it is.

    Nothing of the row changes: its path is the same on every disk.
    """
    with bot.database.reading.begin() as db:
        wanted = attachments.find_kept(db, media_id, bot.now())
    if wanted is None:
        return "it is not kept any more"
    try:
        bot.media.fetch(wanted.url, _account(bot, wanted), wanted.path)
    except (FileNotYet, FileRefused, Sealed) as error:
        log.warning("a file that another host has is not had here", media_id=media_id, reason=str(error))
        return str(error)
    return ""


def _account(bot: Bot, wanted: WantedFile) -> tuple[str, str]:
    """The sid and the token of the account that the file's address names, if it is the shop's; else no token."""
    named = name_account(wanted.url)
    own_sid = "" if named == bot.settings.twilio_account_sid else named
    if own_sid not in wanted.accounts:
        raise FileRefused("not an address of our account")
    try:
        way = bot.way(wanted.accounts[own_sid])
    except Forgotten as error:
        raise FileRefused("of an account that was left") from error
    return way.sid, way.token
