"""The tasks by name: the queue each waits in, and which goes first."""

from __future__ import annotations

from bot.domain.sending import Lane

ANSWER, SEND, SETTLE, REACT, FETCH = "answer", "send", "settle", "react", "fetch_media"
APPLY, NOTIFY, SEND_NOTICE, PULL, SIGN = "apply_event", "notify", "send_notice", "pull", "give_sign"
TELL_STAFF, BULK, TELL_HOOK = "tell_staff", "bulk", "tell_hook"
FEED, SEND_BROADCAST, READ_LIST = "feed_broadcast", "send_broadcast", "read_list"
# Replies, then notices, then the events notices come of: a person is looking at the phone.
QUEUES = {
    ANSWER: "answers",
    SEND: "replies",
    SIGN: "replies",
    SETTLE: "doubts",
    REACT: "chores",
    FETCH: "chores",
    TELL_STAFF: "chores",
    BULK: "chores",
    TELL_HOOK: "hooks",
    SEND_NOTICE: "notices",
    NOTIFY: "notices",
    APPLY: "events",
    PULL: "pulls",
    FEED: "broadcasts",
    SEND_BROADCAST: "broadcasts",
    READ_LIST: "broadcasts",
}
# Lower goes first.
PRIORITIES = {
    SEND: 0,
    SIGN: 0,
    ANSWER: 10,
    SETTLE: 20,
    REACT: 20,
    SEND_NOTICE: 25,
    NOTIFY: 26,
    FETCH: 30,
    TELL_STAFF: 28,
    BULK: 27,
    APPLY: 40,
    SEND_BROADCAST: 45,
    FEED: 46,
    READ_LIST: 47,
    PULL: 50,
    TELL_HOOK: 55,
}
# How many of each queue may be under way in one worker: whatever a shop's events and notices wait for, and however many
# there are, threads are left for those who look at the phone.
SHARES = {
    "answers": 12,
    "replies": 8,
    "notices": 6,
    "events": 6,
    "doubts": 3,
    "chores": 3,
    "broadcasts": 4,
    "pulls": 1,
    "hooks": 2,
}


def bell_of(lane: str) -> str:
    """Return the task that sends a message of this lane."""
    return {Lane.REPLY.value: SEND, Lane.BROADCAST.value: SEND_BROADCAST}.get(lane, SEND_NOTICE)
