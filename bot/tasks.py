"""What a worker can run, each for one row: claim it, call out, record what came of it."""

from __future__ import annotations

import functools
import logging
import secrets
from collections.abc import Mapping
from datetime import timedelta

from bot.bootstrap import Bot
from bot.channels.twilio.content import shape_of
from bot.channels.twilio.errors import response_to
from bot.media import NotYet, Refused
from bot.ports import Answered, DialogueDown, Letter, SendError, Turn
from bot.queue import Task
from bot.services import attachments, failures, outbox, settling, shapes, turns
from bot.services.turns import Pending

log = logging.getLogger(__name__)

ANSWER, SEND, SETTLE, REACT, FETCH = "answer", "send", "settle", "react", "fetch_media"
# Lower goes first. Replies before everything else: a person is looking at the phone.
QUEUES = {ANSWER: "answers", SEND: "replies", SETTLE: "chores", REACT: "chores", FETCH: "chores"}
PRIORITIES = {ANSWER: 10, SEND: 0, SETTLE: 20, REACT: 20, FETCH: 30}
# WhatsApp's limit for a sender (FACTS 3.5); Twilio queues what is above, in order, so this is courtesy.
SENDS_PER_SECOND = 80
PACE_WAIT = timedelta(milliseconds=250)
SETTLE_WAIT = timedelta(seconds=5)


def all_tasks(bot: Bot) -> Mapping[str, Task]:
    """The tasks of a worker that works with `bot`."""
    runs = {ANSWER: answer, SEND: send, SETTLE: settle, REACT: react, FETCH: fetch_media}
    return {name: Task(functools.partial(run, bot), QUEUES[name], PRIORITIES[name]) for name, run in runs.items()}


def answer(bot: Bot, conversation_id: int) -> None:
    """Answer what waits in a conversation, one message at a time and in order."""
    lease = secrets.token_hex(8)
    more = True
    while more:
        with bot.database.writing.begin() as db:
            pending = turns.begin(db, conversation_id, lease, bot.guesser.guess, bot.now())
        if pending is None:
            return
        answered = pending.ready or _ask(bot, pending, lease)
        if answered is None:
            return
        with bot.database.writing.begin() as db:
            recorded = turns.record(db, pending, lease, answered, bot.now())
        # Each send rings for the next of its conversation.
        if recorded.outgoing:
            bot.bells.ring(SEND, recorded.outgoing[0])
        more = recorded.more


def _ask(bot: Bot, pending: Pending, lease: str) -> Answered | None:
    """Rasa's answer; None when the turn waits for another try."""
    if pending.channel == "whatsapp" and pending.attempt == 1:
        bot.typing(pending.provider_sid)
    metadata = {
        "message_id": str(pending.inbound_id),
        "attempt": pending.attempt,
        "locale": pending.locale,
        "channel": pending.channel,
    }
    try:
        return bot.dialogue.ask(Turn(pending.public_id, pending.message, metadata))
    except DialogueDown as error:
        log.warning("dialogue model did not answer message %s (try %s): %s", pending.inbound_id, pending.attempt, error)
    with bot.database.writing.begin() as db:
        wait = turns.set_back(db, pending, lease, bot.now())
        answered = turns.give_up(db, pending, bot.now()) if wait is None else None
    if wait is not None:
        bot.bells.ring(ANSWER, pending.conversation_id, after=wait)
    return answered


def send(bot: Bot, outgoing_id: int) -> None:
    """Hand one message to Twilio, and ring for the next of its conversation."""
    with bot.database.writing.begin() as db:
        claimed = outbox.claim(db, outgoing_id, bot.now())
    if claimed is None:
        return
    if not bot.bells.may_send(claimed.letter.sender, SENDS_PER_SECOND):
        with bot.database.writing.begin() as db:
            outbox.put_back(db, outgoing_id)
        bot.bells.ring(SEND, outgoing_id, after=PACE_WAIT)
        return
    try:
        letter = _with_content(bot, claimed.letter)
        accepted = bot.messenger.send(letter)
    except SendError as error:
        _record_failure(bot, outgoing_id, error)
    else:
        with bot.database.writing.begin() as db:
            outbox.accepted(db, outgoing_id, accepted, bot.now())
    with bot.database.reading.begin() as db:
        following = outbox.next_of(db, claimed.conversation_id, bot.now())
    if following is not None and following != outgoing_id:
        bot.bells.ring(SEND, following)


def _with_content(bot: Bot, letter: Letter) -> Letter:
    """The letter with the Content of its shape, made on first use."""
    if not letter.buttons:
        return letter
    account, fingerprint = bot.settings.twilio_account_sid, shape_of(letter).fingerprint
    with bot.database.reading.begin() as db:
        sid = shapes.find(db, account, fingerprint)
    if sid is None:
        sid = bot.messenger.make_content(letter)
        with bot.database.writing.begin() as db:
            shapes.remember(db, account, fingerprint, sid, bot.now())
    return shapes.filled(letter, sid)


def _record_failure(bot: Bot, outgoing_id: int, error: SendError) -> None:
    log.warning("message %s: %s (%s, code %s)", outgoing_id, error.outcome, error.reason, error.code)
    wait: timedelta | None = None
    with bot.database.writing.begin() as db:
        if error.outcome == "not_sent":
            wait = outbox.send_later(db, outgoing_id, bot.now())
        elif error.outcome == "unknown":
            outbox.in_doubt(db, outgoing_id)
        else:
            outbox.refused(db, outgoing_id, error.code, error.reason, bot.now())
    if wait is not None:
        bot.bells.ring(SEND, outgoing_id, after=wait)
    elif error.outcome == "unknown":
        bot.bells.ring(SETTLE, outgoing_id, after=SETTLE_WAIT)
    else:
        bot.bells.ring(REACT, outgoing_id)


def settle(bot: Bot, outgoing_id: int) -> None:
    """Ask Twilio's log what became of a message in doubt."""
    with bot.database.reading.begin() as db:
        doubt = settling.doubt(db, outgoing_id)
    if doubt is None:
        return
    try:
        log_of_twilio = bot.messenger.sent_to(doubt.receiver, doubt.channel, doubt.since)
    except SendError as error:
        log.warning("message %s still in doubt: Twilio's log did not answer (%s)", outgoing_id, error.reason)
        return  # the sweep asks again
    with bot.database.writing.begin() as db:
        outcome = settling.settle(db, doubt, log_of_twilio, bot.now())
    if outcome == "send_again":
        bot.bells.ring(SEND, outgoing_id)
    elif outcome == "wait":
        bot.bells.ring(SETTLE, outgoing_id, after=SETTLE_WAIT)


def react(bot: Bot, outgoing_id: int) -> None:
    """Do what a failed message calls for."""
    with bot.database.writing.begin() as db:
        code = failures.code_of(db, outgoing_id)
        again = failures.react(db, outgoing_id, response_to(code), bot.now())
    if again is not None:
        bot.bells.ring(SEND, again[0], after=again[1])


def fetch_media(bot: Bot, media_id: int) -> None:
    """Fetch one file a customer sent; Twilio may need a moment before it is there."""
    with bot.database.writing.begin() as db:
        wanted = attachments.claim(db, media_id, bot.now())
    if wanted is None:
        return
    try:
        kept = bot.media.fetch(wanted.url, bot.settings.twilio_account_sid)
    except (NotYet, Refused) as error:
        with bot.database.writing.begin() as db:
            wait = attachments.not_fetched(db, media_id, str(error), isinstance(error, Refused), bot.now())
        if wait is not None:
            bot.bells.ring(FETCH, media_id, after=wait)
        return
    with bot.database.writing.begin() as db:
        attachments.keep(db, media_id, kept.path, kept.size, kept.content_type)
