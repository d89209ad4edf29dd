"""Answers a conversation: claim a turn, ask the dialogue model, record what is to be said."""

from __future__ import annotations

import secrets
import threading
from datetime import timedelta

from bot.bootstrap import Bot
from bot.domain.channels import Channel
from bot.logs import get_logger
from bot.ports import Answered, DialogueAway, DialogueDown, DialogueTurn
from bot.services.chat import turns, unanswered
from bot.services.chat.turns import Pending, Recorded
from bot.services.sending import outbox
from bot.services.sending.taken import Claimed, SetAside
from bot.tasks.names import ANSWER
from bot.tasks.sending import leave, send

log = get_logger(__name__)
# What was recorded, and the first message of it as it leaves.
Done = tuple[Recorded, Claimed | SetAside | None]
# Most answers are there sooner than an indicator could be; a request to Twilio for each would be for nothing.
TYPING_AFTER = 0.3  # seconds


def answer(bot: Bot, conversation_id: int) -> None:
    """Answer what waits longest in a conversation; what else waits in it goes to the end of the queue."""
    lease, per_minute = secrets.token_hex(8), bot.settings.messages_per_minute
    with bot.database.writing.begin() as db:
        pending = turns.begin(db, conversation_id, lease, bot.guesser.guess, per_minute, bot.now())
    if isinstance(pending, timedelta):
        bot.bells.ring(ANSWER, conversation_id, after=pending)
    if not isinstance(pending, Pending):
        return
    done = _answer_one(bot, pending, lease)
    if done is None:
        return
    recorded, first = done
    # At once and here: a bell and another thread would only make the customer wait.
    if first is not None:
        leave(bot, first)
    for outgoing_id in recorded.outgoing[0 if first is None else 1 :]:
        send(bot, outgoing_id)
    if recorded.more:
        bot.bells.ring(ANSWER, conversation_id)


def _answer_one(bot: Bot, pending: Pending, lease: str) -> Done | None:
    """Ask and record; None when the turn waits for another try."""
    try:
        return _record(bot, pending, lease, pending.ready or _ask(bot, pending))
    except DialogueAway:
        return _put_off(bot, pending, lease)
    except DialogueDown as error:
        reason = str(error)
    except (KeyError, ValueError, TypeError) as error:
        # A sentence that is missing or cannot be put together: no reason to leave the customer without any.
        log.exception("an answer could not be put into words", inbound_id=pending.inbound_id)
        reason = type(error).__name__
    log.warning("a message is not answered", inbound_id=pending.inbound_id, attempt=pending.attempt, reason=reason)
    with bot.database.writing.begin() as db:
        outcome = unanswered.record_failure(db, pending, lease, bot.now())
    if isinstance(outcome, Answered):
        return _record(bot, pending, lease, outcome)
    if outcome is not None:
        bot.bells.ring(ANSWER, pending.conversation_id, after=outcome)
    return None


def _put_off(bot: Bot, pending: Pending, lease: str) -> Done | None:
    with bot.database.writing.begin() as db:
        outgoing = unanswered.put_off(db, pending, lease, bot.now())
    if outgoing is None:
        return None
    bot.bells.ring(ANSWER, pending.conversation_id, after=unanswered.LOOK_AGAIN)
    return Recorded(outgoing, more=False), None


def _record(bot: Bot, pending: Pending, lease: str, answered: Answered) -> Done:
    """Record the answer and claim the first message of it in one go: who dies before it leaves leaves it in doubt."""
    with bot.database.writing.begin() as db:
        now = bot.now()
        recorded = turns.record(db, pending, lease, answered, now)
        if not recorded.outgoing:
            return recorded, None
        account = bot.settings.twilio_account_sid
        return recorded, outbox.claim(db, recorded.outgoing[0], account, now, in_hand=True)


def _ask(bot: Bot, pending: Pending) -> Answered:
    """Rasa's answer, with a sign of life when it takes a while; raises DialogueDown."""
    metadata = {
        "message_id": str(pending.inbound_id),
        "attempt": pending.attempt,
        "locale": pending.locale,
        "channel": pending.channel,
    }
    if pending.told:
        metadata["last_told"] = dict(pending.told)
    sign_of_life = threading.Timer(TYPING_AFTER, bot.show_typing, (pending.provider_sid, pending.account))
    if pending.channel == Channel.WHATSAPP and pending.attempt == 1:
        sign_of_life.start()
    try:
        return bot.dialogue.ask(DialogueTurn(pending.public_id, pending.message, metadata))
    finally:
        sign_of_life.cancel()
