"""Takes broadcasts on: begins them at their time, freezes their lists, feeds the lane out."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.domain.broadcasts import BroadcastState
from bot.services.broadcasts import feeding, freezing, launch, watching
from bot.tasks.many import leave_together
from bot.tasks.names import FEED, SEND_BROADCAST
from bot.tasks.pacing import SPARE_FOR_OTHERS, give_back, take_places

# Transactions in one turn; then others of the queue have theirs.
FREEZES = 20
AGAIN = timedelta(milliseconds=100)


def feed(bot: Bot, broadcast_id: int) -> None:
    """Take a turn at a broadcast: some of its list, or some of its people; ring for the next turn."""
    with bot.database.writing.begin() as db:
        state = feeding.claim_turn(db, broadcast_id, bot.now())
    if state is None:
        return
    if state == BroadcastState.FREEZING:
        _freeze(bot, broadcast_id)
        has_more = True
    else:
        has_more = _feed(bot, broadcast_id)
    if has_more:
        bot.bells.ring(FEED, broadcast_id, after=AGAIN)


def _freeze(bot: Bot, broadcast_id: int) -> None:
    for _ in range(FREEZES):
        with bot.database.writing.begin() as db:
            if not freezing.freeze_batch(db, broadcast_id, bot.now()):
                return


def _feed(bot: Bot, broadcast_id: int) -> bool:
    with bot.database.reading.begin() as db:
        sender = feeding.find_sender(db, broadcast_id)
    room = take_places(bot, sender, feeding.BATCH, SPARE_FOR_OTHERS)
    if not room:
        return True
    account, public_url = bot.settings.twilio_account_sid, bot.settings.public_url
    with bot.database.writing.begin() as db:
        fed = feeding.feed_batch(db, broadcast_id, account, bot.now(), room, public_url, leaving=True)
    give_back(bot, sender, room - len(fed.claimed))
    if fed.has_more and fed.claimed:
        bot.bells.ring(FEED, broadcast_id)  # another hand writes the next ones while these leave
    for outgoing_id in fed.outgoing_ids:
        bot.bells.ring(SEND_BROADCAST, outgoing_id)
    leave_together(bot, fed.claimed)
    return fed.has_more and not fed.claimed


def keep_broadcasts(bot: Bot) -> int:
    """Begin what is due, and end, stop or pause what it is time for; returns how many were rung for."""
    with bot.database.reading.begin() as db:
        watched = watching.find_watched(db, bot.now())
    if watched.later:
        with bot.database.writing.begin() as db:
            launch.note_alive(db, bot.now())
    rung = 0
    for broadcast_id in watched.due:
        with bot.database.writing.begin() as db:
            begun = launch.begin(db, broadcast_id, bot.now())
        rung += _ring(bot, broadcast_id, begun)
    for broadcast_id in watched.begun:
        with bot.database.writing.begin() as db:
            stalled = watching.look_after(db, broadcast_id, bot.now())
        rung += _ring(bot, broadcast_id, stalled)
    return rung


def _ring(bot: Bot, broadcast_id: int, wanted: bool) -> bool:
    if wanted:
        bot.bells.ring(FEED, broadcast_id)
    return wanted
