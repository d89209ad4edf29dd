"""What a worker can run, each for one row: claim it, call out, record what came of it."""

from __future__ import annotations

import functools
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.bootstrap import Bot
from bot.channels.twilio.content import shape_of
from bot.channels.twilio.errors import response_to
from bot.domain.sending import REPLY
from bot.media import NotYet, Refused
from bot.ports import Answered, DialogueDown, Letter, SendError, Turn
from bot.queue import Task
from bot.services import attachments, failures, outbox, settling, shapes, turns
from bot.services.outbox import Claimed, SetAside
from bot.services.turns import Pending, Recorded

log = logging.getLogger(__name__)

ANSWER, SEND, SETTLE, REACT, FETCH = "answer", "send", "settle", "react", "fetch_media"
# Lower goes first. Replies before everything else: a person is looking at the phone.
QUEUES = {ANSWER: "answers", SEND: "replies", SETTLE: "chores", REACT: "chores", FETCH: "chores"}
PRIORITIES = {ANSWER: 10, SEND: 0, SETTLE: 20, REACT: 20, FETCH: 30}
# WhatsApp's limit for a sender (FACTS 3.5); Twilio queues what is above, in order, so this is courtesy.
SENDS_PER_SECOND = 80
PACE_WAIT = timedelta(milliseconds=250)
# Most answers are there sooner than an indicator could be; a request to Twilio for each would be for nothing.
TYPING_AFTER = 0.3  # seconds
CHORES_AT_ONCE, CHORE_WAIT = 2, timedelta(seconds=1)


def all_tasks(bot: Bot) -> Mapping[str, Task]:
    """The tasks of a worker that works with `bot`."""
    runs = {
        ANSWER: answer,
        SEND: send,
        SETTLE: _few_at_once(SETTLE, settle),
        REACT: react,
        FETCH: _few_at_once(FETCH, fetch_media),
    }
    return {name: Task(functools.partial(run, bot), QUEUES[name], PRIORITIES[name]) for name, run in runs.items()}


def _few_at_once(name: str, run: Callable[[Bot, int], None]) -> Callable[[Bot, int], None]:
    """A slow network behind a chore must never take every thread from the replies."""
    places = threading.BoundedSemaphore(CHORES_AT_ONCE)

    def run_if_free(bot: Bot, row_id: int) -> None:
        if not places.acquire(blocking=False):
            bot.bells.ring(name, row_id, after=CHORE_WAIT)
            return
        try:
            run(bot, row_id)
        finally:
            places.release()

    return run_if_free


def answer(bot: Bot, conversation_id: int) -> None:
    """Answer what waits in a conversation, one message at a time and in order."""
    lease = secrets.token_hex(8)
    more = True
    while more:
        with bot.database.writing.begin() as db:
            pending = turns.begin(db, conversation_id, lease, bot.guesser.guess, bot.now())
        if pending is None:
            return
        recorded = _answer_one(bot, pending, lease)
        if recorded is None:
            return
        # At once and here: a bell and another thread would only make the customer wait.
        for outgoing_id in recorded.outgoing:
            send(bot, outgoing_id)
        more = recorded.more


def _answer_one(bot: Bot, pending: Pending, lease: str) -> Recorded | None:
    """Ask and record; None when the turn waits for another try."""
    try:
        return _record(bot, pending, lease, pending.ready or _ask(bot, pending))
    except DialogueDown as error:
        reason = str(error)
    except (KeyError, ValueError, TypeError) as error:
        # A sentence that is missing or cannot be put together: no reason to leave the customer without any.
        log.exception("the answer to message %s could not be put into words", pending.inbound_id)
        reason = type(error).__name__
    log.warning("message %s is not answered (try %s): %s", pending.inbound_id, pending.attempt, reason)
    with bot.database.writing.begin() as db:
        outcome = turns.not_answered(db, pending, lease, bot.now())
    if isinstance(outcome, Answered):
        return _record(bot, pending, lease, outcome)
    if outcome is not None:
        bot.bells.ring(ANSWER, pending.conversation_id, after=outcome)
    return None


def _record(bot: Bot, pending: Pending, lease: str, answered: Answered) -> Recorded:
    with bot.database.writing.begin() as db:
        return turns.record(db, pending, lease, answered, bot.now())


def _ask(bot: Bot, pending: Pending) -> Answered:
    """Rasa's answer, with a sign of life when it takes a while; raises DialogueDown."""
    metadata = {
        "message_id": str(pending.inbound_id),
        "attempt": pending.attempt,
        "locale": pending.locale,
        "channel": pending.channel,
    }
    sign_of_life = threading.Timer(TYPING_AFTER, bot.show_typing, (pending.provider_sid,))
    if pending.channel == "whatsapp" and pending.attempt == 1:
        sign_of_life.start()
    try:
        return bot.dialogue.ask(Turn(pending.public_id, pending.message, metadata))
    finally:
        sign_of_life.cancel()


def send(bot: Bot, outgoing_id: int) -> None:
    """Hand one message to Twilio, and ring for the next of its conversation."""
    with bot.database.writing.begin() as db:
        claimed = outbox.claim(db, outgoing_id, bot.now())
    if claimed is None:
        return
    if isinstance(claimed, SetAside):
        if claimed.instead is not None:
            bot.bells.ring(SEND, claimed.instead)
    elif claimed.lane != REPLY and not bot.bells.may_send(claimed.letter.sender, SENDS_PER_SECOND):
        # Somebody waits for a reply; what nobody waits for keeps below the sender's limit and leaves room for it.
        with bot.database.writing.begin() as db:
            outbox.put_back(db, claimed)
        bot.bells.ring(SEND, outgoing_id, after=PACE_WAIT)
        return
    else:
        _hand_over(bot, claimed)
    with bot.database.reading.begin() as db:
        following = outbox.next_of(db, claimed.conversation_id, bot.now())
    if following is not None and following != outgoing_id:
        bot.bells.ring(SEND, following)


def _hand_over(bot: Bot, claimed: Claimed) -> None:
    try:
        answer_of_twilio = bot.messenger.send(_with_content(bot, claimed.letter))
    except SendError as error:
        _record_failure(bot, claimed, error)
        return
    with bot.database.writing.begin() as db:
        failed = outbox.accepted(db, claimed.outgoing_id, answer_of_twilio, None, bot.now())
    if failed:
        bot.bells.ring(REACT, claimed.outgoing_id)


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


def _record_failure(bot: Bot, claimed: Claimed, error: SendError) -> None:
    log.warning("message %s: %s (%s, code %s)", claimed.outgoing_id, error.outcome, error.reason, error.code)
    wait: timedelta | None = None
    with bot.database.writing.begin() as db:
        if error.outcome == "not_sent":
            wait = outbox.send_later(db, claimed, bot.now())
        elif error.outcome == "unknown":
            outbox.in_doubt(db, claimed)
        else:
            outbox.refused(db, claimed, error.code, error.reason, bot.now())
    if wait is not None:
        bot.bells.ring(SEND, claimed.outgoing_id, after=wait)
    else:
        bot.bells.ring(SETTLE if error.outcome == "unknown" else REACT, claimed.outgoing_id)


def settle(bot: Bot, outgoing_id: int) -> None:
    """Ask Twilio's log what became of a message in doubt."""
    with bot.database.writing.begin() as db:
        doubt = settling.doubt(db, outgoing_id, bot.now())
    if doubt is None:
        return
    try:
        log_of_twilio = bot.messenger.sent_to(doubt.receiver, doubt.channel, doubt.sender, doubt.since)
    except SendError as error:
        log.warning("message %s still in doubt: Twilio's log did not answer (%s)", outgoing_id, error.reason)
        return  # the sweep asks again
    with bot.database.writing.begin() as db:
        outcome = settling.settle(db, doubt, log_of_twilio, bot.now())
    next_task = {"send_again": SEND, "failed": REACT, "wait": SETTLE}.get(outcome)
    if next_task is not None:
        bot.bells.ring(next_task, outgoing_id, after=settling.FIRST_LOOK if outcome == "wait" else timedelta())


def react(bot: Bot, outgoing_id: int) -> None:
    """Do what a failed message calls for."""
    with bot.database.writing.begin() as db:
        code = failures.code_of(db, outgoing_id)
        once_more = failures.react(db, outgoing_id, response_to(code), bot.now())
    if once_more is not None:
        bot.bells.ring(SEND, once_more[0], after=once_more[1])


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
