"""Fetches the files customers send."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.media import FileNotYet, FileRefused
from bot.services.chat import attachments
from bot.tasks.names import FETCH


def fetch_media(bot: Bot, media_id: int) -> None:
    """Fetch one file a customer sent; Twilio may need a moment before it is there."""
    with bot.database.writing.begin() as db:
        wanted = attachments.claim(db, media_id, bot.now())
    if wanted is None:
        return
    try:
        kept = bot.media.fetch(wanted.url, bot.settings.twilio_account_sid)
    except (FileNotYet, FileRefused) as error:
        with bot.database.writing.begin() as db:
            wait = attachments.record_failure(db, media_id, str(error), isinstance(error, FileRefused), bot.now())
        if wait is not None:
            bot.bells.ring(FETCH, media_id, after=wait)
        return
    with bot.database.writing.begin() as db:
        attachments.keep(db, media_id, kept.path, kept.size, kept.content_type)
