"""Hands messages to Twilio, and sees to those whose fate is in doubt or that failed."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.channels.twilio.content import shape_of
from bot.channels.twilio.errors import response_to
from bot.domain.sending import Lane
from bot.logs import get_logger
from bot.ports import Accepted, Letter, SendError
from bot.services.connections.vault import Sealed
from bot.services.messages import states
from bot.services.sending import content_shapes, failures, in_doubt, outbox, shut
from bot.services.sending.taken import Claimed, SetAside
from bot.tasks.names import NOTIFY, REACT, SEND, SEND_BROADCAST, SEND_NOTICE, SETTLE, bell_of
from bot.tasks.pacing import PACE_WAIT, SPARE_FOR_ANSWERS, SPARE_FOR_OTHERS, count_answer, go_slower, take_places
from bot.ways import Forgotten, Way

log = get_logger(__name__)


def send(bot: Bot, outgoing_id: int) -> None:
    """Hand one message to Twilio, and ring for the next of its conversation."""
    with bot.database.writing.begin() as db:
        claimed = outbox.claim(db, outgoing_id, bot.settings.twilio_account_sid, bot.now())
    if claimed is not None:
        leave(bot, claimed)


def send_notice(bot: Bot, outgoing_id: int) -> None:
    """Hand over one message that nobody waits for: a place below the sender's limit is asked for before the claim."""
    _send_in_turn(bot, outgoing_id, SEND_NOTICE, SPARE_FOR_ANSWERS)


def send_broadcast(bot: Bot, outgoing_id: int) -> None:
    """Hand over one message of many, which leaves room below the sender's limit for notices and answers."""
    _send_in_turn(bot, outgoing_id, SEND_BROADCAST, SPARE_FOR_OTHERS)


def _send_in_turn(bot: Bot, outgoing_id: int, bell: str, spare: float) -> None:
    with bot.database.reading.begin() as db:
        sender = outbox.find_sender(db, outgoing_id)
    if sender is None:
        return
    if not take_places(bot, sender, 1, spare):
        bot.bells.ring(bell, outgoing_id, after=PACE_WAIT)
        return
    with bot.database.writing.begin() as db:
        claimed = outbox.claim(db, outgoing_id, bot.settings.twilio_account_sid, bot.now())
    if claimed is not None:
        leave(bot, claimed, has_place=True)


def leave(bot: Bot, claimed: Claimed | SetAside, *, has_place: bool = False) -> None:
    """Hand a claimed message to Twilio, or see to what takes its place; ring for the next of its conversation.

    `has_place`: it was asked already whether the sender's limit leaves room for it.
    """
    if isinstance(claimed, SetAside):
        see_aside(bot, claimed)
        return
    if claimed.lane == Lane.REPLY or has_place or take_places(bot, claimed.letter.sender, 1, SPARE_FOR_ANSWERS):
        following = _hand_over(bot, claimed)
    else:
        # Somebody waits for a reply; what nobody waits for keeps below the sender's limit and leaves room for it.
        with bot.database.writing.begin() as db:
            states.put_back(db, claimed.outgoing_id, claimed.attempt)
        bot.bells.ring(bell_of(claimed.lane), claimed.outgoing_id, after=PACE_WAIT)
        return
    if following is not None:
        bot.bells.ring(SEND, following)


def see_aside(bot: Bot, aside: SetAside) -> None:
    """Ring for what takes the place of a message that does not leave, and for the next of its conversation."""
    if aside.instead is not None:
        bot.bells.ring(SEND, aside.instead)
    if aside.notice_id is not None:
        bot.bells.ring(NOTIFY, aside.notice_id)
    with bot.database.reading.begin() as db:
        following = outbox.find_next(db, aside.conversation_id, bot.now())
    if following is not None:
        bot.bells.ring(SEND, following)


def call_out(bot: Bot, claimed: Claimed) -> Accepted:
    """Hand a claimed message to Twilio; raises SendError, which says whether it may be repeated."""
    try:
        way = bot.way(claimed.account)
    except (Sealed, Forgotten) as error:
        raise SendError(f"{shut.WHY}: {error}", "not_sent", shut.NO_ENTRY) from error
    letter = _with_content(bot, way, claimed.letter)
    if not claimed.may_leave(bot.now()):
        raise SendError("it was claimed too long ago", "not_sent")
    return way.messenger.send(letter)


def _hand_over(bot: Bot, claimed: Claimed) -> int | None:
    """Send, and record what came of it; returns the next of the conversation that may leave now."""
    try:
        answer_of_twilio = call_out(bot, claimed)
        if claimed.lane == Lane.REPLY:
            count_answer(bot, claimed.letter.sender)
    except SendError as error:
        return record_failure(bot, claimed, error)
    with bot.database.writing.begin() as db:
        failed = outbox.record_accepted(db, claimed.outgoing_id, answer_of_twilio, None, bot.now())
        following = outbox.find_next(db, claimed.conversation_id, bot.now())
    if failed:
        bot.bells.ring(REACT, claimed.outgoing_id)
    return following


def _with_content(bot: Bot, way: Way, letter: Letter) -> Letter:
    """The letter with the Content of its shape, made on first use."""
    if not letter.buttons or letter.content_sid:
        return letter
    account, fingerprint = way.sid, shape_of(letter).fingerprint
    with bot.database.reading.begin() as db:
        sid = content_shapes.find(db, account, fingerprint)
    if sid is None:
        sid = way.messenger.make_content(letter)
        with bot.database.writing.begin() as db:
            content_shapes.remember(db, account, fingerprint, sid, bot.now())
    return content_shapes.fill(letter, sid)


def record_failure(bot: Bot, claimed: Claimed, error: SendError) -> int | None:
    """Record why a message was not taken, and ring for what that calls for; returns the next of its conversation."""
    log.warning(
        "a message was not taken",
        message_id=claimed.outgoing_id,
        outcome=error.outcome,
        reason=error.reason,
        code=error.code,
    )
    go_slower(bot, claimed.outgoing_id, error.code)
    wait: timedelta | None = None
    with bot.database.writing.begin() as db:
        if shut.is_shut(claimed, error):
            wait = shut.keep_waiting(db, claimed, bot.now())
        elif error.outcome == "not_sent":
            wait = outbox.send_later(db, claimed, bot.now())
        elif error.outcome == "unknown":
            states.doubt(db, claimed.outgoing_id, claimed.attempt)
        else:
            outbox.record_refused(db, claimed, error.code, error.reason, bot.now())
        following = outbox.find_next(db, claimed.conversation_id, bot.now())
    if wait is not None:
        bot.bells.ring(_bell_again(claimed.lane), claimed.outgoing_id, after=wait)
    else:
        bot.bells.ring(SETTLE if error.outcome == "unknown" else REACT, claimed.outgoing_id)
    return following


def _bell_again(lane: str) -> str:
    """Another try of one of many waits in the queue of its like."""
    return SEND_BROADCAST if lane == Lane.BROADCAST else SEND


def settle(bot: Bot, outgoing_id: int) -> None:
    """Ask Twilio's log what became of a message in doubt."""
    with bot.database.writing.begin() as db:
        doubt = in_doubt.claim_doubt(db, outgoing_id, bot.now())
    if doubt is None:
        return
    place = (doubt.receiver, doubt.channel, doubt.sender, doubt.since)
    try:
        log_of_twilio = [one for account in doubt.accounts for one in bot.way(account).messenger.sent_to(*place)]
    except (SendError, Sealed, Forgotten) as error:
        log.warning("still in doubt: Twilio's log did not answer", message_id=outgoing_id, reason=str(error))
        return  # the sweep asks again
    with bot.database.writing.begin() as db:
        settled = in_doubt.settle(db, doubt, log_of_twilio, bot.now())
    next_task = {"send_again": SEND, "failed": REACT, "wait": SETTLE}.get(settled.outcome)
    if next_task is not None:
        bot.bells.ring(next_task, outgoing_id, after=settled.look_after)


def react(bot: Bot, outgoing_id: int) -> None:
    """Do what a failed message calls for."""
    with bot.database.writing.begin() as db:
        code, lane = failures.read_failure(db, outgoing_id)
        once_more = failures.react(db, outgoing_id, response_to(code), bot.now())
    go_slower(bot, outgoing_id, code)
    if once_more is not None:
        bot.bells.ring(_bell_again(lane), once_more[0], after=once_more[1])
