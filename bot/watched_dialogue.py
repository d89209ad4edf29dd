"""A dialogue that is not asked while it answers nobody, so that no message pays for an outage with its tries."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from bot.logs import get_logger
from bot.ports import Answered, Dialogue, DialogueAway, DialogueDown, DialogueTurn

log = get_logger(__name__)
# While it is away: how often it is tried out whether it is back, by whoever wants to ask next.
LOOK_EVERY = 1.0  # seconds


class WatchedDialogue:
    """The Dialogue of bot.ports around another one. Safe to share between threads.

    A turn that fails is evidence of nothing yet: the message may be what is wrong. So a turn that belongs to nobody is
    tried out; if that fails as well, nobody is asked until it succeeds. A turn that was begun counts as failed either
    way: it may be what brought the dialogue down.
    """

    def __init__(self, dialogue: Dialogue, seconds: Callable[[], float] = time.monotonic) -> None:
        self._dialogue, self._seconds = dialogue, seconds
        self._trying = threading.Lock()
        self._away = False
        self._tried_at = float("-inf")

    def ask(self, turn: DialogueTurn) -> Answered:
        """Run one turn.

        Raises:
            DialogueAway: nobody is answered now.
            DialogueDown: this turn failed.
        """
        if self._away and not self._is_back():
            raise DialogueAway("nobody is answered")
        try:
            return self._dialogue.ask(turn)
        except DialogueAway as error:
            self._note(away=True, reason=str(error))
            raise
        except DialogueDown as error:
            if not self._try():
                self._note(away=True, reason=str(error))
            raise

    def answers(self) -> bool:
        """Whether anybody would be answered now."""
        answering = self._dialogue.answers()
        self._note(away=not answering, reason="tried out")
        return answering

    def forget(self, sender: str) -> None:
        """Keep nothing of this sender's conversation; raises DialogueDown. May be done twice."""
        self._dialogue.forget(sender)

    def _is_back(self) -> bool:
        if self._seconds() - self._tried_at < LOOK_EVERY:
            return False
        if self._try():
            self._note(away=False)
        return not self._away

    def _try(self) -> bool:
        """Whether a turn goes through; while another thread tries, what it was so far."""
        if not self._trying.acquire(blocking=False):
            return not self._away
        try:
            return self._dialogue.answers()
        finally:
            self._tried_at = self._seconds()
            self._trying.release()

    def _note(self, *, away: bool, reason: str = "") -> None:
        if away and not self._away:
            log.error("the dialogue answers nobody: messages wait", reason=reason)
        elif self._away and not away:
            log.info("the dialogue answers again")
        self._away = away
