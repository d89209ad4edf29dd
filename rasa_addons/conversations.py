"""Conversations in Redis or Valkey, one list of events each; a turn appends its own events and rewrites nothing.

Rasa's own Redis store reads, compares and writes the whole conversation at each save, and its FailSafe wrapper answers
with an empty conversation when the store is away. This one fails the turn instead: an answer is late, never forgotten.
"""

import json
from collections.abc import Iterable
from typing import Any

import redis
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_addons.redis_address import open_redis
from rasa_addons.turn_failed import TurnFailed

# Events of earlier sessions that are kept for answering a repeated delivery again; older ones are cut off.
KEPT_BEFORE_SESSION = 60
TIMEOUT_SECONDS = 3.0
DAY_SECONDS = 86400


class RedisConversations(TrackerStore):
    """Rasa's tracker store on one Redis list a conversation."""

    def __init__(
        self,
        domain: Domain | None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        key_prefix: str = "conversation",
        keep_days: float = 90,
        **kwargs: Any,
    ) -> None:
        """`host` is the whole address, `url` in endpoints.yml; a conversation untouched for `keep_days` is forgotten.

        rediss:// is TLS (`?ssl_ca_certs=/path` for an authority of one's own; the names are those of redis-py, as for
        the app's side).
        """
        address = host or "redis://localhost:6379/0"
        self.red = open_redis(
            address,
            decode_responses=True,
            socket_timeout=TIMEOUT_SECONDS,
            # Valkey may be coming back from a crash just now: try a little before failing the turn.
            retry=redis.retry.Retry(redis.backoff.ConstantBackoff(0.2), 5),
            retry_on_error=[redis.ConnectionError, redis.TimeoutError, redis.BusyLoadingError],
        )
        self._prefix = f"{key_prefix}:"
        self._lifetime = int(float(keep_days) * DAY_SECONDS)
        self._new: set[str] = set()  # of whom nothing was found, and nothing is written yet
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The events since the latest session start."""
        stored = self._stored(sender_id)
        # Where there is none, the next thing Rasa does is to begin one; what another Rasa began meanwhile is there.
        (self._new.discard if stored else self._new.add)(sender_id)
        return self._tracker(sender_id, stored[_session_start(stored) :], len(stored))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """All events that are kept."""
        stored = self._stored(conversation_id)
        return self._tracker(conversation_id, stored, len(stored))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what the tracker has beyond what was loaded; without a load, what it has beyond what is stored.

        A conversation that Rasa has just begun, to fill it with its first turn, is written with that turn.
        """
        await self.stream_events(tracker)
        key = self._prefix + tracker.sender_id
        if tracker.sender_id in self._new:
            self._new.discard(tracker.sender_id)
            tracker.stored_events = (0, 0)  # type: ignore[attr-defined]  # ours, on Rasa's own object
            if _is_blank(tracker):
                return
        known, stored = getattr(tracker, "stored_events", None) or self._known(tracker)
        new = [json.dumps(event.as_dict()) for event in list(tracker.events)[known:]]
        if not new:
            return
        session_start = stored - known
        try:
            with self.red.pipeline(transaction=True) as pipe:
                pipe.rpush(key, *new)
                if session_start > KEPT_BEFORE_SESSION:
                    pipe.ltrim(key, session_start - KEPT_BEFORE_SESSION, -1)
                pipe.expire(key, self._lifetime)
                length = pipe.execute()[0]
        except redis.RedisError as error:
            raise TurnFailed(f"The conversation could not be saved: {error}") from error
        kept = length - max(0, session_start - KEPT_BEFORE_SESSION)
        tracker.stored_events = (known + len(new), kept)  # type: ignore[attr-defined]  # ours, on Rasa's own object

    def forget(self, sender_id: str) -> None:
        """Keep nothing of a conversation."""
        try:
            self.red.delete(self._prefix + sender_id)
        except redis.RedisError as error:
            raise TurnFailed(f"The conversation could not be forgotten: {error}") from error

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return [key[len(self._prefix) :] for key in self.red.scan_iter(f"{self._prefix}*", count=1000)]

    def _stored(self, sender_id: str) -> list[dict[str, Any]]:
        try:
            lines = self.red.lrange(self._prefix + sender_id, 0, -1)
        except redis.RedisError as error:
            raise TurnFailed(f"The conversation could not be read: {error}") from error
        return [json.loads(line) for line in lines]

    def _known(self, tracker: DialogueStateTracker) -> tuple[int, int]:
        stored = self._stored(tracker.sender_id)
        return len(stored) - _session_start(stored), len(stored)

    def _tracker(self, sender_id: str, events: list[dict[str, Any]], stored: int) -> DialogueStateTracker | None:
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        # Remembered so that saving needs no second read. A tracker of another origin is compared with the store.
        tracker.stored_events = (len(events), stored)  # type: ignore[attr-defined]  # ours, on Rasa's own object
        return tracker


def _is_blank(tracker: DialogueStateTracker) -> bool:
    """Whether nothing has happened yet but that somebody listens."""
    return all(
        isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME for event in tracker.events
    )


def _session_start(events: list[dict[str, Any]]) -> int:
    """Where the latest session begins, as an index; 0 when none does."""
    for index in range(len(events) - 1, -1, -1):
        if events[index].get("event") == "action" and events[index].get("name") == ACTION_SESSION_START_NAME:
            return index
    return 0
