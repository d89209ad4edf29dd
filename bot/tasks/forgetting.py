"""Lets go what is older than it is kept for: events, requests, files, changes, and what Rasa knows of the forgotten."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.domain.retention import read_days
from bot.logs import get_logger
from bot.ports import DialogueDown
from bot.services.accounts import own
from bot.services.chat import attachments, unread
from bot.services.desk import bulk, changes, enclosing, staff_notices
from bot.services.events import waiting as events_waiting
from bot.services.privacy import emptying, retention

log = get_logger(__name__)
# Emptied in one go; each batch is a transaction of its own, so that others can write in between.
BATCHES = 20


def forget(bot: Bot) -> None:
    """Empty old events and requests, and delete the files of people who were forgotten."""
    for _ in range(BATCHES):
        with bot.database.writing.begin() as db:
            if not events_waiting.empty_old_bodies(db, bot.now()):
                break
    with bot.database.writing.begin() as db:
        unread.empty_old(db, bot.now())
        own.empty_former(db, bot.now())
        bulk.forget_old(db, bot.now())
        staff_notices.forget_old(db, bot.now())
    with bot.database.reading.begin() as db:
        received, sent = attachments.list_erased(db), enclosing.list_erased(db, bot.now())
    for _, path in (*received, *sent):
        bot.media.forget(path)
    with bot.database.writing.begin() as db:
        attachments.mark_gone(db, [media_id for media_id, _ in received])
        enclosing.mark_gone(db, [attachment_id for attachment_id, _ in sent], bot.now())


def prune(bot: Bot) -> int:
    """Let go what is older than it is kept for; returns how many rows went."""
    with bot.database.reading.begin() as db:
        work = retention.list_work(db, read_days(bot.settings.keep_days))
    gone = 0
    for kind, merchant_id, days in work:
        for _ in range(BATCHES):
            with bot.database.writing.begin() as db:
                went = retention.prune(db, kind, merchant_id, days, bot.now())
            gone += went
            if not went:
                break
    if gone:
        log.info("rows older than they are kept for are gone", count=gone)
    return gone


def forget_changes(bot: Bot) -> None:
    """Let changes go that no screen asks for any more."""
    for _ in range(BATCHES):
        with bot.database.writing.begin() as db:
            if not changes.forget_changes(db, bot.now()):
                break


def forget_dialogues(bot: Bot) -> int:
    """Let Rasa forget the conversations of people who were forgotten; returns how many."""
    with bot.database.reading.begin() as db:
        waiting = emptying.list_erasing(db, bot.now())
    for done, (conversation_id, sender) in enumerate(waiting):
        try:
            bot.dialogue.forget(sender)
        except DialogueDown as error:
            log.warning("conversations wait to be forgotten by Rasa", count=len(waiting) - done, reason=str(error))
            return done
        with bot.database.writing.begin() as db:
            emptying.mark_erased(db, conversation_id)
    return len(waiting)
